using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace MlDsl.Tool.Loading;

/// <summary>The C# projects that a solution of either format names.</summary>
internal static partial class SolutionFile
{
    public static ImmutableArray<string> Projects(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        IEnumerable<string> named = path.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase)
            ? Xml(path).Descendants("Project").Select(static p => (string?)p.Attribute("Path") ?? "")
            : ProjectLine().Matches(File.ReadAllText(path)).Select(static m => m.Groups[1].Value);
        return [.. named.Where(static p => p.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
            .Select(p => Path.GetFullPath(Path.Combine(folder, p.Replace('\\', Path.DirectorySeparatorChar)))).Distinct()];
    }

    private static XDocument Xml(string path)
    {
        try
        {
            return XDocument.Load(path);
        }
        catch (XmlException problem)
        {
            throw new ToolException($"the solution '{path}' is no XML: {problem.Message}");
        }
    }

    [GeneratedRegex("""^Project\("[^"]*"\)\s*=\s*"[^"]*",\s*"([^"]*)",""", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();
}
