using System.Globalization;
using System.Net;
using System.Text;
using System.Xml.Linq;

namespace MlDsl.Site;

/// <summary>A page for each public type, from the XML documentation beside its assembly.</summary>
internal static class ApiPages
{
    private static readonly (char Kind, string Title)[] Kinds = [('F', "Values and fields"), ('C', "Constructors"), ('P', "Properties"), ('M', "Methods"), ('E', "Events")];

    /// <summary>The pages, the list of all types first.</summary>
    /// <param name="root">The repository: only what has a project in its <c>src</c> is published.</param>
    /// <param name="folder">Where the assemblies lie.</param>
    /// <param name="links">Hears what is not documented.</param>
    public static IReadOnlyList<SitePage> Read(string root, string folder, SiteLinks links)
    {
        List<(PublicType Type, List<XElement> Members, XElement? Own)> types = [];
        foreach (string path in Directory.GetFiles(folder, "MlDsl*.dll").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(path), xml = Path.ChangeExtension(path, ".xml");
            if (!Directory.Exists(Path.Combine(root, "src", name))) continue;
            if (!File.Exists(xml))
            {
                links.Refuse<string>($"{name}: there is no {name}.xml beside the assembly; build it with GenerateDocumentationFile");
                continue;
            }
            Dictionary<string, XElement> documented = [];
            foreach (XElement member in XDocument.Load(xml, LoadOptions.PreserveWhitespace).Descendants("member")) documented[member.Attribute("name")!.Value] = member;
            foreach (PublicType type in PublicTypes.Read(path))
            {
                List<XElement> members = [.. documented.Values.Where(member => Belongs(DocId.Of(member.Attribute("name")!.Value), type))];
                types.Add((type, members, documented.GetValueOrDefault($"T:{type.Id}")));
            }
        }
        Dictionary<string, string> pages = [];
        foreach (var (type, members, _) in types)
        {
            pages[$"T:{type.Id}"] = UrlOf(type);
            foreach (XElement member in members) pages[member.Attribute("name")!.Value] = $"{UrlOf(type)}#{AnchorOf(DocId.Of(member.Attribute("name")!.Value), members)}";
        }
        List<SitePage> all = [.. types.Select(t => Page(t.Type, t.Members, t.Own, pages))];
        return [Index([.. types.Select(static t => (t.Type, t.Own))], pages), .. all];
    }

    private static bool Belongs(DocId id, PublicType type) =>
        id.Kind != 'T' && id.Type == type.Id && type.Members.Contains((id.Name, id.Types.Count));

    private static string UrlOf(PublicType type) => $"api/{type.Id.Replace('`', '-')}.html";

    // Overloads are numbered in the order of the documentation.
    private static string AnchorOf(DocId id, List<XElement> members)
    {
        DocId[] same = [.. members.Select(static m => DocId.Of(m.Attribute("name")!.Value)).Where(other => other.Path.Split('`')[^1] == id.Path.Split('`')[^1] && Plain(other) == Plain(id))];
        int place = Array.FindIndex(same, other => other.Said == id.Said && other.Path == id.Path && other.Types.SequenceEqual(id.Types));
        return place <= 0 ? Plain(id) : $"{Plain(id)}-{place + 1}";
    }

    private static string Plain(DocId id) => id.Name == "#ctor" ? "constructor" : id.Name.Replace('`', '-').Replace('#', '-');

    private static SitePage Page(PublicType type, List<XElement> members, XElement? own, Dictionary<string, string> pages)
    {
        string url = UrlOf(type), name = DocId.Short(type.Name), title = $"{name} {type.Kind}";
        var text = new DocText(url, pages);
        StringBuilder html = new(), words = new($"{type.Id}\n");
        List<SiteHeading> headings = [new("top", 1, title)];
        html.Append(CultureInfo.InvariantCulture, $"<h1 id=\"top\">{Encode(title)}</h1>\n<p class=\"place\">Namespace <code>{Encode(type.Namespace)}</code>, assembly <code>{Encode(type.Assembly)}</code></p>\n");
        if (own is not null) Describe(html, words, text, own);
        foreach (var (kind, heading) in Kinds)
        {
            XElement[] some = [.. members.Where(m => DocId.Of(m.Attribute("name")!.Value) is var id && (id.Name == "#ctor" ? 'C' : id.Kind) == kind)];
            if (some.Length == 0) continue;
            string place = heading.Split(' ')[0].ToLowerInvariant();
            headings.Add(new(place, 2, heading));
            html.Append(CultureInfo.InvariantCulture, $"<h2 id=\"{place}\">{heading}</h2>\n");
            foreach (XElement member in some.OrderBy(static m => m.Attribute("name")!.Value, StringComparer.Ordinal))
            {
                var id = DocId.Of(member.Attribute("name")!.Value);
                html.Append(CultureInfo.InvariantCulture, $"<section class=\"member\"><h3 id=\"{AnchorOf(id, members)}\"><code>{Encode(id.Said)}</code></h3>\n");
                words.Append(id.Name.TrimStart('#')).Append('\n');
                Describe(html, words, text, member);
                html.Append("</section>\n");
            }
        }
        return new SitePage(type.Assembly, url, SitePart.Api, title) { Name = name, Headings = headings, Body = html.ToString(), Words = words.ToString() };
    }

    private static void Describe(StringBuilder html, StringBuilder words, DocText text, XElement member)
    {
        foreach (string name in new[] { "summary", "remarks", "value", "example" })
        {
            foreach (XElement part in member.Elements(name))
            {
                html.Append(CultureInfo.InvariantCulture, $"<div class=\"doc\">{text.Html(part)}</div>\n");
                words.Append(DocText.Plain(part)).Append('\n');
            }
        }
        (string Name, string Html)[] named =
        [
            .. member.Elements("typeparam").Concat(member.Elements("param")).Select(p => ($"<code>{Encode(p.Attribute("name")?.Value ?? "")}</code>", text.Html(p))),
            .. member.Elements("returns").Select(r => ("returns", text.Html(r))),
            .. member.Elements("exception").Select(e => ($"throws <code>{Encode(DocId.Short(e.Attribute("cref")?.Value is { Length: > 2 } id ? id[2..] : ""))}</code>", text.Html(e))),
        ];
        if (named.Length == 0) return;
        html.Append("<dl>").AppendJoin("", named.Select(static n => $"<dt>{n.Name}</dt><dd>{n.Html}</dd>")).Append("</dl>\n");
    }

    private static SitePage Index(IReadOnlyList<(PublicType Type, XElement? Own)> types, Dictionary<string, string> pages)
    {
        const string Url = "api/index.html", Title = "Types";
        var text = new DocText(Url, pages);
        var html = new StringBuilder($"<h1 id=\"top\">{Title}</h1>\n<p>What can be called, by assembly; what only generated code calls is left out.</p>\n");
        List<SiteHeading> headings = [new("top", 1, Title)];
        foreach (var assembly in types.GroupBy(static t => t.Type.Assembly))
        {
            headings.Add(new(assembly.Key, 2, assembly.Key));
            html.Append(CultureInfo.InvariantCulture, $"<h2 id=\"{assembly.Key}\">{assembly.Key}</h2>\n<dl class=\"types\">");
            foreach (var (type, own) in assembly)
                html.Append(CultureInfo.InvariantCulture, $"<dt><a href=\"{SitePage.Between(Url, UrlOf(type))}\">{Encode(DocId.Short(type.Name))}</a> {type.Kind}</dt><dd>{(own?.Element("summary") is { } summary ? text.Html(summary) : "")}</dd>");
            html.Append("</dl>\n");
        }
        return new SitePage("api", Url, SitePart.Api, Title) { Name = "All types", Headings = headings, Body = html.ToString(), Words = "" };
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
