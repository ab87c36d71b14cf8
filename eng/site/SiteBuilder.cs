using System.Text;
using System.Text.RegularExpressions;

namespace MlDsl.Site;

/// <summary>What a site holds.</summary>
/// <param name="Pages">Its pages.</param>
/// <param name="Types">How many of them describe a public type.</param>
/// <param name="Links">The links of texts that were looked at.</param>
/// <param name="Bytes">The length of all files.</param>
internal sealed record SiteFigures(int Pages, int Types, int Links, long Bytes);

/// <summary>Writes the texts of the repository, and the documentation of what it publishes, as a site that needs no server: pages, a search, nothing from elsewhere.</summary>
internal static partial class SiteBuilder
{
    // What a folder holds that a site may replace: a file that nothing else writes.
    private const string Mark = ".mldsl-site";

    /// <summary>Writes the site, whole or not at all.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="target">The folder: empty, absent, or with a site in it, which is replaced.</param>
    /// <param name="assemblies">Where the assemblies with their XML documentation lie; null for a site without types.</param>
    /// <exception cref="SiteException">A link leads nowhere, a text is no page, or the folder holds something else; each problem with its place.</exception>
    public static SiteFigures Build(string root, string target, string? assemblies)
    {
        string properties = Path.Combine(root, "Directory.Build.props");
        if (!File.Exists(properties) || Repository().Match(File.ReadAllText(properties)) is not { Success: true } address)
            throw new SiteException([$"{root}: is not the repository: its Directory.Build.props, with the RepositoryUrl, is not there"]);
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any() && !File.Exists(Path.Combine(target, Mark)))
            throw new SiteException([$"{target}: holds something that is no site; name an empty folder"]);
        var links = new SiteLinks(root, address.Groups[1].Value);
        IReadOnlyList<SitePage> texts = new MarkdownPages(root, links).Read(SourceFiles.Of(root));
        IReadOnlyList<SitePage> types = assemblies is null ? [] : ApiPages.Read(root, assemblies, links);
        if (links.Problems.Count > 0) throw new SiteException(links.Problems);

        SitePage[] all = [.. texts, .. types];
        var html = new PageHtml(all);
        // Written beside it first, so that a site whose writing fails leaves the old one as it was.
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target)), beside = $"{full}.{Guid.NewGuid():N}";
        long bytes = 0;
        try
        {
            foreach (SitePage page in all) bytes += Write(beside, page.Url, html.Of(page));
            bytes += Write(beside, "site.css", Own("site.css")) + Write(beside, "site.js", Own("site.js")) + Write(beside, "search.js", SearchIndex.Of(all));
            Write(beside, Mark, "");
            if (Directory.Exists(full)) Directory.Delete(full, recursive: true);
            Directory.Move(beside, full);
        }
        finally
        {
            if (Directory.Exists(beside)) Directory.Delete(beside, recursive: true);
        }
        return new SiteFigures(all.Length, Math.Max(0, types.Count - 1), links.Count, bytes);
    }

    private static long Write(string target, string url, string text)
    {
        string path = Path.Combine(target, url);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        File.WriteAllBytes(path, bytes);
        return bytes.Length;
    }

    private static string Own(string name)
    {
        using Stream stream = typeof(SiteBuilder).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("<RepositoryUrl[^>]*>([^<]+)</RepositoryUrl>")]
    private static partial Regex Repository();
}
