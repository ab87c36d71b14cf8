using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MlDsl.Deployment.Tests.Lint;

/// <summary>What an image's build is not sent: nothing that a project which is built there reads.</summary>
internal static class IgnoreLint
{
    private static readonly string[] Read = ["AdditionalFiles", "Compile", "Content", "EmbeddedResource"];

    /// <param name="text">The ignore file.</param>
    /// <param name="repository">The folder that the image is built from.</param>
    /// <param name="folders">The folders in it whose projects the build may read.</param>
    public static IEnumerable<string> Of(string text, string repository, params string[] folders)
    {
        foreach (string project in folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(repository, folder), "*.csproj", SearchOption.AllDirectories)).Order(StringComparer.Ordinal))
            foreach (string file in Files(project))
                if (Ignores(text, Path.GetRelativePath(repository, Path.Combine(Path.GetDirectoryName(project)!, file)).Replace('\\', '/')))
                    yield return $"'{file}', which '{Path.GetFileName(project)}' reads, is left out of what the image is built from";
    }

    /// <summary>Whether a file is left out, as Docker decides: by the last pattern that takes it or a folder above it.</summary>
    public static bool Ignores(string text, string path)
    {
        bool ignored = false;
        foreach (string line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(static line => !line.StartsWith('#')))
            if (Takes(line.TrimStart('!'), path)) ignored = !line.StartsWith('!');
        return ignored;
    }

    private static bool Takes(string pattern, string path)
    {
        string escaped = Regex.Escape(pattern).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        return Regex.IsMatch(path, $"^{escaped}(/|$)", RegexOptions.CultureInvariant);
    }

    // What is named outright: names made of properties, and patterns, are left aside.
    private static IEnumerable<string> Files(string project) => XDocument.Load(project).Descendants()
        .Where(static item => Read.Contains(item.Name.LocalName))
        .SelectMany(static item => ((string?)item.Attribute("Include") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Where(static file => !file.Contains('$', StringComparison.Ordinal) && !file.Contains('*', StringComparison.Ordinal));
}
