using System.Net;
using System.Xml.Linq;

namespace MlDsl.Site;

/// <summary>XML documentation as HTML.</summary>
/// <param name="page">The path of the page that it stands on.</param>
/// <param name="pages">Where each documented type and member stands, by its name in XML documentation.</param>
internal sealed class DocText(string page, IReadOnlyDictionary<string, string> pages)
{
    /// <summary>What stands in an element, as HTML; paragraphs, lists and code in it are blocks.</summary>
    public string Html(XElement element) => string.Concat(element.Nodes().Select(Html)).Trim();

    /// <summary>The same as text.</summary>
    public static string Plain(XElement element) => string.Join(' ', string.Concat(element.DescendantNodesAndSelf().Select(static node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "seealso" } see => Named(see),
        XElement { Name.LocalName: "paramref" or "typeparamref" } named => named.Attribute("name")?.Value ?? "",
        _ => "",
    })).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private string Html(XNode node) => node switch
    {
        XText text => WebUtility.HtmlEncode(text.Value),
        XElement element => element.Name.LocalName switch
        {
            "para" => $"<p>{Html(element)}</p>",
            "c" => $"<code>{Html(element)}</code>",
            "code" => $"<pre tabindex=\"0\" role=\"group\" aria-label=\"Code\"><code>{WebUtility.HtmlEncode(element.Value.Trim('\n'))}</code></pre>",
            "paramref" or "typeparamref" => $"<code>{WebUtility.HtmlEncode(element.Attribute("name")?.Value ?? "")}</code>",
            "see" or "seealso" => See(element),
            "list" => $"<ul>{string.Concat(element.Elements("item").Select(item => $"<li>{Html(item)}</li>"))}</ul>",
            "term" => $"<b>{Html(element)}</b> ",
            _ => Html(element),
        },
        _ => "",
    };

    private string See(XElement see)
    {
        string text = WebUtility.HtmlEncode(see.Nodes().Any() ? see.Value : Named(see));
        if (see.Attribute("href")?.Value is { } address) return $"<a href=\"{WebUtility.HtmlEncode(address)}\">{text}</a>";
        return see.Attribute("cref")?.Value is { } id && pages.TryGetValue(id, out string? url)
            ? $"<a href=\"{SitePage.Between(page, url)}\"><code>{text}</code></a>"
            : $"<code>{text}</code>";
    }

    private static string Named(XElement see) => see.Attribute("langword")?.Value
        ?? (see.Attribute("cref")?.Value is { Length: > 2 } id ? DocId.Of(id) is { Kind: 'T' } type ? DocId.Short(type.Path) : $"{DocId.Of(id).Name.Split('`')[0].Replace("#ctor", DocId.Short(DocId.Of(id).Type), StringComparison.Ordinal)}" : see.Attribute("href")?.Value ?? see.Value);
}
