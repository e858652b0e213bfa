#!/usr/bin/env python3
"""Writes what a build of the program is made of as CycloneDX 1.5: sbom.py BUILD OUTPUT.

Debian packages are those whose libraries the program loads, and those whose headers the compiler read for it (header-only
libraries leave no other trace); npm packages are those that the pages for browsers are made of, by web/package-lock.json.
"""
import hashlib
import json
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def said(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def loaded_libraries(program):
    return re.findall(r'=> (/\S+)', said('ldd', program))


def headers_read(build, program):
    """Of the objects that the program is linked of, tests and benchmarks are none."""
    objects = [line.strip() for line in said('ninja', '-C', build, '-t', 'inputs', os.path.basename(program)).splitlines()]
    wanted = {each for each in objects if each.endswith('.o')}
    current, found = '', set()
    for line in said('ninja', '-C', build, '-t', 'deps').splitlines():
        if not line.startswith(' '):
            current = line.split(':', 1)[0]
        elif current in wanted and line.strip().startswith('/usr/'):
            found.add(os.path.realpath(line.strip()))
    return found


def packages_of(paths):
    """By name; what no package owns is an error, for then the list would not be whole."""
    real = sorted(set(os.path.realpath(each) for each in paths))
    # Debian moved /lib to /usr/lib; some packages still own the old name.
    names = real + [each.removeprefix('/usr') for each in real if each.startswith('/usr/lib')]
    answer = subprocess.run(['dpkg-query', '--search', *names], capture_output=True, text=True).stdout
    owners = {path: owner.split(', ')[0] for owner, path in (line.rsplit(': ', 1) for line in answer.splitlines())}
    unowned = [each for each in real if each not in owners and each.removeprefix('/usr') not in owners]
    if unowned:
        sys.exit(f'{unowned[0]} belongs to no package')
    return set(owners.values())


def debian_component(package):
    name, version, arch, home = said('dpkg-query', '--show', '--showformat', '${Package}\t${Version}\t${Architecture}\t${Homepage}', package).split('\t')
    component = {'type': 'library', 'name': name, 'version': version, 'purl': f'pkg:deb/debian/{name}@{version}?arch={arch}'.replace('+', '%2B')}
    if home:
        component['externalReferences'] = [{'type': 'website', 'url': home}]
    return component


def npm_components():
    with open(os.path.join(ROOT, 'web', 'package-lock.json'), encoding='utf-8') as file:
        packages = json.load(file)['packages']
    for path, package in sorted(packages.items()):
        if not path or package.get('dev'):
            continue
        name = path.rpartition('node_modules/')[2]
        component = {'type': 'library', 'name': name, 'version': package['version'],
                     'purl': f'pkg:npm/{name.replace("@", "%40")}@{package["version"]}'}
        if 'license' in package:
            component['licenses'] = [{'expression': package['license']}]
        yield component


def main():
    build, output = sys.argv[1:]
    program = os.path.join(build, 'testledger')
    debian = packages_of(loaded_libraries(program)) | packages_of(headers_read(build, program))
    with open(program, 'rb') as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    version = said(program, '--version').split()[-1]
    made = {'bomFormat': 'CycloneDX', 'specVersion': '1.5', 'version': 1,
            'metadata': {'component': {'type': 'application', 'name': 'testledger', 'version': version,
                                       'hashes': [{'alg': 'SHA-256', 'content': digest}]}},
            'components': [debian_component(each) for each in sorted(debian)] + list(npm_components())}
    for each in made['components']:
        each['bom-ref'] = each['purl']
    with open(output, 'w', encoding='utf-8') as file:
        json.dump(made, file, indent=1)
        file.write('\n')


if __name__ == '__main__':
    main()
