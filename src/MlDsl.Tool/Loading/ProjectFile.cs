using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace MlDsl.Tool.Loading;

/// <summary>What a project file says without being built: its sources, packages, and a few settings. Conditions and imports are not read.</summary>
internal sealed class ProjectFile
{
    private readonly string folder;
    private readonly XElement? xml;

    private ProjectFile(string folder, XElement? xml, string name) => (this.folder, this.xml, Name) = (folder, xml, name);

    public string Name { get; }

    /// <summary>The folder that it lies in.</summary>
    public string Home => folder;

    /// <summary>A project file; one that is no XML is read as if it were empty.</summary>
    public static ProjectFile Read(string path)
    {
        XElement? xml = null;
        try
        {
            xml = XDocument.Load(path).Root;
        }
        catch (XmlException)
        {
            // Its folder is read all the same.
        }
        return new ProjectFile(Path.GetDirectoryName(path)!, xml, Path.GetFileName(path));
    }

    /// <summary>A folder without a project file.</summary>
    public static ProjectFile Folder(string path) => new(path, null, Path.GetFileName(Path.TrimEndingDirectorySeparator(path)));

    /// <summary>Packages with the version that is asked for, which is empty where another file says it.</summary>
    public IEnumerable<(string Id, string Version)> Packages
    {
        get
        {
            foreach (XElement package in Items("PackageReference"))
                if ((string?)package.Attribute("Include") is { } id)
                    foreach (string each in id.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                        yield return (each, (string?)package.Attribute("Version") ?? package.Elements().FirstOrDefault(static e => e.Name.LocalName == "Version")?.Value ?? "");
            string config = Path.Combine(folder, "packages.config");
            if (!File.Exists(config)) yield break;
            foreach (XElement package in XDocument.Load(config).Descendants("package"))
                if ((string?)package.Attribute("id") is { } id) yield return (id, (string?)package.Attribute("version") ?? "");
        }
    }

    public bool ImplicitUsings => Setting("ImplicitUsings") is "enable" or "true";

    public bool IsWeb => ((string?)xml?.Attribute("Sdk"))?.EndsWith(".Web", StringComparison.Ordinal) == true;

    /// <summary>The paths of the projects that it references.</summary>
    public IEnumerable<string> References => Items("ProjectReference").Select(static r => (string?)r.Attribute("Include")).OfType<string>()
        .Where(static path => !path.Contains('$')).Select(path => Path.GetFullPath(Path.Combine(folder, path.Replace('\\', '/'))));

    /// <summary>Whether the project itself asks for controllers and endpoints; what runs in a browser or in a window has one user.</summary>
    public bool UsesAspNetCore => IsWeb || Items("FrameworkReference").Any(static r => (string?)r.Attribute("Include") == "Microsoft.AspNetCore.App")
        || !IsOfOneUser && (((string?)xml?.Attribute("Sdk"))?.EndsWith(".Razor", StringComparison.Ordinal) == true || Packages.Any(static p => IsOfServer(p.Id)));

    public NullableContextOptions Nullable => Setting("Nullable") == "enable" ? NullableContextOptions.Enable : NullableContextOptions.Disable;

    public ImmutableArray<string> Constants => [.. (Setting("DefineConstants") ?? "").Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(static c => !c.Contains('$'))];

    /// <summary>Every source: what the project lists in the old format, the files of its folder in the new one. Folders of other projects are left out.</summary>
    /// <param name="others">The folders that hold a project of their own.</param>
    public ImmutableArray<string> Sources(IReadOnlyCollection<string> others)
    {
        bool isOld = xml is not null && xml.Attribute("Sdk") is null && !xml.Elements().Any(static e => e.Name.LocalName == "Sdk") && Items("Compile").Any(static c => c.Attribute("Include") is not null);
        var files = new SortedSet<string>(StringComparer.Ordinal);
        if (!isOld) files.UnionWith(Files(others, "*.cs"));
        foreach (XElement compile in Items("Compile"))
        {
            if ((string?)compile.Attribute("Include") is { } include) files.UnionWith(Match(include));
            if ((string?)compile.Attribute("Remove") is { } remove) files.ExceptWith(Match(remove));
        }
        return [.. files];
    }

    /// <summary>Razor pages and components, whose code is in no source.</summary>
    /// <param name="others">The folders that hold a project of their own.</param>
    public IEnumerable<string> Pages(IReadOnlyCollection<string> others) => Files(others, "*.cshtml").Concat(Files(others, "*.razor"));

    // A window, or a browser that runs the program itself; the package that serves such a program to browsers is no part of it.
    private bool IsOfOneUser => string.Equals(Setting("UseMaui"), "true", StringComparison.OrdinalIgnoreCase) || Packages.Any(static p =>
        p.Id.StartsWith("Microsoft.Maui.", StringComparison.OrdinalIgnoreCase) || p.Id.StartsWith("Microsoft.AspNetCore.Components.WebView", StringComparison.OrdinalIgnoreCase)
        || p.Id.StartsWith("Microsoft.AspNetCore.Components.WebAssembly", StringComparison.OrdinalIgnoreCase) && !p.Id.EndsWith(".Server", StringComparison.OrdinalIgnoreCase));

    // Who calls a service may be anything.
    private static bool IsOfServer(string package) => package.StartsWith("Microsoft.AspNetCore", StringComparison.OrdinalIgnoreCase) && !package.EndsWith(".Client", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<string> Files(IReadOnlyCollection<string> others, string pattern)
    {
        var open = new Stack<string>([folder]);
        while (open.TryPop(out string? at))
        {
            foreach (string file in Directory.EnumerateFiles(at, pattern)) yield return file;
            foreach (string inner in Directory.EnumerateDirectories(at))
                if (Path.GetFileName(inner) is not ("bin" or "obj" or "node_modules" or ".git" or ".vs") && !others.Contains(inner) && new DirectoryInfo(inner).LinkTarget is null)
                    open.Push(inner);
        }
    }

    private IEnumerable<string> Match(string patterns)
    {
        foreach (string pattern in patterns.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string path = pattern.Replace('\\', '/');
            if (path.Contains("$(", StringComparison.Ordinal)) continue;
            if (!path.Contains('*') && !path.Contains('?'))
            {
                string file = Path.GetFullPath(Path.Combine(folder, path));
                if (File.Exists(file)) yield return file;
                continue;
            }
            string start = folder;
            for (; path.StartsWith("../", StringComparison.Ordinal); path = path[3..]) start = Path.GetDirectoryName(start) ?? start;
            var expression = new Regex($"^{Regex.Escape(path).Replace(@"\*\*/", "(.*/)?").Replace(@"\*\*", ".*").Replace(@"\*", "[^/]*").Replace(@"\?", "[^/]")}$", RegexOptions.IgnoreCase);
            foreach (string file in Directory.EnumerateFiles(start, "*.cs", SearchOption.AllDirectories))
                if (expression.IsMatch(Path.GetRelativePath(start, file).Replace('\\', '/'))) yield return file;
        }
    }

    private IEnumerable<XElement> Items(string name) => xml?.Descendants().Where(e => e.Name.LocalName == name && e.Parent?.Name.LocalName == "ItemGroup") ?? [];

    // The project's own word, else that of the nearest Directory.Build.props that has one.
    private string? Setting(string name)
    {
        if (Last(xml, name) is { } own) return own;
        for (string? at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            string props = Path.Combine(at, "Directory.Build.props");
            if (File.Exists(props)) return Last(Read(props).xml, name);
        }
        return null;
    }

    private static string? Last(XElement? xml, string name) =>
        xml?.Descendants().LastOrDefault(e => e.Name.LocalName == name && e.Parent?.Name.LocalName == "PropertyGroup")?.Value.Trim();
}
