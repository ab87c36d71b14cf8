namespace MlDsl.Reports;

/// <summary>The style sheet of a page: light and dark by what the reader's system says, paper white.</summary>
internal static class PageStyle
{
    public const string Sheet = """

        :root{color-scheme:light dark;--page:#fff;--box:#f3f5f8;--ink:#1b1f24;--soft:#4b5563;--rule:#c3cad3;--link:#0a53a8;--warn:#8a1c1c;--warnbox:#fdeeee;
        --c0:#0b62c4;--c1:#b34700;--c2:#1a7f37;--c3:#7a3fc9;--c4:#9a0655;--c5:#57606a}
        @media (prefers-color-scheme:dark){:root{--page:#14181d;--box:#1e242b;--ink:#e6edf3;--soft:#a9b4c0;--rule:#3d4651;--link:#7dbcff;--warn:#ffb4ab;--warnbox:#3a1d1d;
        --c0:#6cb6ff;--c1:#f69d50;--c2:#57d98a;--c3:#c69bff;--c4:#ff8fbf;--c5:#adbac7}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:64rem;padding:1.5rem;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}
        h1{font-size:1.8rem;line-height:1.2;margin:0 0 1rem}h2{font-size:1.3rem;margin:2.2rem 0 .6rem;padding-top:.6rem;border-top:1px solid var(--rule)}
        p{margin:.5rem 0;max-width:46rem}a{color:var(--link)}
        nav ul,.legend{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem}
        nav{background:var(--box);border-radius:.5rem;padding:.6rem .9rem}
        dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.5rem 1.2rem;margin:.6rem 0}dl div{min-width:0}
        dt{color:var(--soft);font-size:.85rem}dd{margin:0;overflow-wrap:anywhere}
        .warning{border-left:4px solid var(--warn);background:var(--warnbox);padding:.4rem .8rem}
        .scroll{overflow-x:auto;margin:.6rem 0}table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
        caption{text-align:left;color:var(--soft);padding:.2rem 0}th,td{text-align:left;padding:.2rem .8rem .2rem 0;border-bottom:1px solid var(--rule);vertical-align:top;overflow-wrap:break-word}
        tbody th{font-weight:400;min-width:8rem;max-width:24rem}td{white-space:nowrap}.n1 tr>:nth-child(1),.n2 tr>:nth-child(2),.n3 tr>:nth-child(3),.n4 tr>:nth-child(4),.n5 tr>:nth-child(5),.n6 tr>:nth-child(6),.n7 tr>:nth-child(7),.n8 tr>:nth-child(8),.n9 tr>:nth-child(9),.n10 tr>:nth-child(n+10){text-align:right}
        figure{margin:1rem 0;break-inside:avoid}figure.small{display:inline-block;width:20rem;max-width:100%;margin:.4rem .6rem .4rem 0;vertical-align:top;font-size:.85rem}
        figcaption{font-weight:600;overflow-wrap:anywhere}
        svg{display:block;width:100%;max-width:44rem;height:auto}svg text{font-size:12px;fill:var(--ink)}svg .title{fill:var(--soft)}
        @media (max-width:40rem){body{padding:.9rem}svg text{font-size:16px}}
        .small svg text{font-size:20px}.small svg .title{display:none}
        .grid{stroke:var(--rule);stroke-width:.6}.axis{stroke:var(--soft);stroke-width:1}.whisker{stroke:var(--ink);stroke-width:1.6}
        .line{fill:none;stroke:currentColor;stroke-width:2.2}.line.dashed{stroke-dasharray:6 5;stroke-width:1.6}.area{fill:currentColor;opacity:.2}.bar{fill:currentColor;fill-opacity:.75}.point{fill:currentColor}
        .cell{fill:var(--c0);stroke:var(--rule);stroke-width:.5}
        .c0{color:var(--c0)}.c1{color:var(--c1)}.c2{color:var(--c2)}.c3{color:var(--c3)}.c4{color:var(--c4)}.c5{color:var(--c5)}
        .key{display:inline-block;width:1.4em;margin-right:.4em;border-top:4px solid currentColor;vertical-align:middle}.key.dashed{border-top-style:dashed}
        summary{cursor:pointer;color:var(--link)}details{margin:.3rem 0}footer{margin-top:2.5rem;color:var(--soft);font-size:.85rem}
        :focus-visible{outline:3px solid var(--c0);outline-offset:2px}
        @page{margin:14mm}
        @media print{:root{--page:#fff;--box:#f3f5f8;--ink:#000;--soft:#333;--rule:#bbb;--link:#000;--warn:#8a1c1c;--warnbox:#fff;--c0:#0b62c4;--c1:#b34700;--c2:#1a7f37;--c3:#7a3fc9;--c4:#9a0655;--c5:#57606a}
        body{max-width:none;padding:0;font-size:10.5pt}nav,details:not([open]){display:none}svg{max-width:34rem}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}h2{break-after:avoid}tr{break-inside:avoid}.scroll{overflow:visible}td{white-space:normal}}

        """;
}
