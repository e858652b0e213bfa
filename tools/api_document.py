#!/usr/bin/env python3
"""Makes the source file that holds docs/api.yaml as JSON: api_document.py docs/api.yaml OUTPUT.cpp"""
import json
import sys

import yaml

DELIMITER = 'json'


def source_of(document):
    text = json.dumps(document, ensure_ascii=False, separators=(',', ':'))
    assert f'){DELIMITER}"' not in text, 'the document holds the end of the literal'
    return ('// Made by tools/api_document.py of docs/api.yaml.\n#include "http/api_document.hpp"\n\nnamespace testledger {\n\n'
            f'std::string_view api_document() {{\n  return R"{DELIMITER}({text}){DELIMITER}";\n}}\n\n}}  // namespace testledger\n')


def main():
    source, made = sys.argv[1:]
    with open(source, encoding='utf-8') as file:
        document = yaml.safe_load(file)
    with open(made, 'w', encoding='utf-8') as file:
        file.write(source_of(document))


if __name__ == '__main__':
    main()
