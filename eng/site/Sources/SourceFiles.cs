using System.Text.RegularExpressions;

namespace MlDsl.Site;

/// <summary>A text of the repository that becomes a page.</summary>
/// <param name="Path">Where it lies, from the repository's root, with slashes.</param>
/// <param name="Url">Where its page lies in the site.</param>
/// <param name="Part">Where it stands.</param>
internal sealed record SourceFile(string Path, string Url, SitePart Part);

/// <summary>Which texts of the repository are pages.</summary>
internal static partial class SourceFiles
{
    private static readonly string[] Plain = ["CHANGELOG.md", "CONTRIBUTING.md"], Areas = ["src", "analyzers"];

    /// <summary>The pages, in the order of the navigation.</summary>
    /// <param name="root">The repository.</param>
    public static IReadOnlyList<SourceFile> Of(string root)
    {
        List<SourceFile> files = [new("README.md", "index.html", SitePart.Guide)];
        files.AddRange(Below(root, "docs", "*.md", SearchOption.TopDirectoryOnly).Select(static path => new SourceFile(path, $"guide/{Stem(path)}.html", SitePart.Guide)));
        files.AddRange(Plain.Where(path => File.Exists(System.IO.Path.Combine(root, path))).Select(static path => new SourceFile(path, $"{Stem(path).ToLowerInvariant()}.html", SitePart.Guide)));
        files.AddRange(Below(root, "samples", "README.md", SearchOption.AllDirectories).Where(static path => path.Count(static c => c == '/') == 2).Select(static path => new SourceFile(path, $"samples/{Folder(path)}.html", SitePart.Samples)));
        files.AddRange(Rules(root));
        files.AddRange(Areas.SelectMany(area => Below(root, area, "README.md", SearchOption.AllDirectories))
            .Where(static path => path.Count(static c => c == '/') == 2)
            .Select(static path => new SourceFile(path, $"packages/{Package(Folder(path))}.html", SitePart.Packages)));
        return files;
    }

    // A rule's page begins with its id, whatever the file is called after.
    private static IEnumerable<SourceFile> Rules(string root)
    {
        List<SourceFile> rules = [];
        foreach (string path in Below(root, "analyzers", "*.md", SearchOption.AllDirectories))
        {
            string first = File.ReadLines(System.IO.Path.Combine(root, path)).FirstOrDefault() ?? "";
            if (Id().Match(first) is { Success: true } id)
            {
                // A rule that speaks of MlDsl's own rows and of ML.NET's has a page for either.
                int same = rules.Count(rule => rule.Url.StartsWith($"rules/{id.Groups[1].Value}", StringComparison.Ordinal));
                rules.Add(new SourceFile(path, $"rules/{id.Groups[1].Value}{(same > 0 ? $"-{same + 1}" : "")}.html", SitePart.Rules));
            }
            else if (path.EndsWith("Rules/README.md", StringComparison.Ordinal)) rules.Add(new SourceFile(path, "rules/index.html", SitePart.Rules));
        }
        return rules.OrderBy(static rule => rule.Url != "rules/index.html").ThenBy(static rule => rule.Url, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Below(string root, string area, string name, SearchOption depth) => Directory.Exists(System.IO.Path.Combine(root, area))
        ? Directory.GetFiles(System.IO.Path.Combine(root, area), name, depth).Select(path => System.IO.Path.GetRelativePath(root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)
        : [];

    private static string Stem(string path) => System.IO.Path.GetFileNameWithoutExtension(path);

    private static string Folder(string path) => path.Split('/')[^2];

    private static string Package(string folder) => folder.EndsWith(".Package", StringComparison.Ordinal) ? folder[..^".Package".Length] : folder;

    [GeneratedRegex("^# (MLD[0-9]{4}): ")]
    private static partial Regex Id();
}
