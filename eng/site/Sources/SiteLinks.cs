namespace MlDsl.Site;

/// <summary>Where links of texts lead: to pages of the site and their headings, to files of the repository, or elsewhere. Those that lead nowhere are problems.</summary>
/// <param name="root">The repository.</param>
/// <param name="repository">Its address, without a slash at the end.</param>
internal sealed class SiteLinks(string root, string repository)
{
    private readonly Dictionary<string, (string Url, HashSet<string> Anchors)> pages = new(StringComparer.Ordinal);
    private readonly List<string> problems = [];

    /// <summary>What leads nowhere, each with its place.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>How many links were looked at.</summary>
    public int Count { get; private set; }

    /// <summary>Makes a page known.</summary>
    /// <param name="path">Where its text lies.</param>
    /// <param name="url">Where the page lies.</param>
    /// <param name="anchors">The names of its headings.</param>
    public void Add(string path, string url, IEnumerable<string> anchors)
    {
        if (pages.Values.FirstOrDefault(page => page.Url == url).Url is not null) problems.Add($"{path}: its page would be {url}, which another text has");
        pages[path] = (url, [.. anchors]);
    }

    /// <summary>Says a problem that is not one of links.</summary>
    public T? Refuse<T>(string problem)
    {
        problems.Add(problem);
        return default;
    }

    /// <summary>Where a link of a text leads in the site.</summary>
    /// <param name="from">The text.</param>
    /// <param name="link">What it says.</param>
    /// <param name="line">Its line, from 1.</param>
    public string From(SourceFile from, string link, int line)
    {
        Count++;
        string whole = link;
        foreach (string kind in new[] { "/blob/main", "/tree/main" })
            if (whole.StartsWith(repository + kind, StringComparison.Ordinal)) whole = whole[(repository.Length + kind.Length)..] is { Length: > 0 } rest ? rest : "/";
        if (whole.Contains(':', StringComparison.Ordinal)) return whole.StartsWith("https://", StringComparison.Ordinal) || whole.StartsWith("mailto:", StringComparison.Ordinal) ? link : Nowhere(from, link, line, "only https: and mailto: lead out of the repository");
        string[] parts = whole.Split('#', 2);
        string? path = parts[0].Length == 0 ? from.Path : PathOf(from.Path, Uri.UnescapeDataString(parts[0]));
        if (path is null) return Nowhere(from, link, line, "the path leads out of the repository");
        string anchor = parts.Length > 1 ? parts[1] : "";
        if (pages.TryGetValue(path, out var page) || pages.TryGetValue(path.Length == 0 ? "README.md" : $"{path}/README.md", out page))
        {
            if (anchor.Length > 0 && !page.Anchors.Contains(anchor)) return Nowhere(from, link, line, $"the page has no heading '{anchor}'");
            string place = anchor.Length > 0 ? $"#{anchor}" : "";
            return parts[0].Length == 0 ? place : SitePage.Between(from.Url, page.Url) + place;
        }
        string file = Path.Combine(root, path);
        if (File.Exists(file)) return $"{repository}/blob/main/{path}{(anchor.Length > 0 ? $"#{anchor}" : "")}";
        return Directory.Exists(file) ? $"{repository}/tree/main/{path}" : Nowhere(from, link, line, "there is neither a page nor a file");
    }

    private string Nowhere(SourceFile from, string link, int line, string why)
    {
        problems.Add($"{from.Path}:{line}: the link to '{link}' leads nowhere: {why}");
        return link;
    }

    // From the repository's root where it begins with a slash, else from the text's folder; null where it leaves the repository.
    private static string? PathOf(string from, string link)
    {
        List<string> parts = link.StartsWith('/') ? [] : [.. from.Split('/')[..^1]];
        foreach (string part in link.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count == 0) return null;
            else parts.RemoveAt(parts.Count - 1);
        }
        return string.Join('/', parts);
    }
}
