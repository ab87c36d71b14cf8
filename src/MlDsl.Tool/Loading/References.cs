using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace MlDsl.Tool.Loading;

/// <summary>The assemblies that sources without a restore are compiled against.</summary>
internal sealed class References
{
    private readonly ImmutableDictionary<string, MetadataReference> own;
    private readonly string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private References(ImmutableDictionary<string, MetadataReference> own) => this.own = own;

    /// <summary>The framework's, the tool's own and those that are <paramref name="given"/>; of two of one name the last one.</summary>
    public static References Create(ImmutableArray<string> given)
    {
        var all = ImmutableDictionary.CreateBuilder<string, MetadataReference>(StringComparer.OrdinalIgnoreCase);
        IEnumerable<string> paths =
        [
            .. Framework(),
            .. Assemblies(Path.Combine(AppContext.BaseDirectory, "references")),
            .. given.SelectMany(static path => File.Exists(path) ? [path] : Assemblies(path)),
        ];
        foreach (string path in paths) all[Path.GetFileName(path)] = MetadataReference.CreateFromFile(path);
        return new References(all.ToImmutable());
    }

    /// <summary>References for a project's packages, and the names of those that are nowhere. A project that is no web application is not given
    /// the assemblies of one: rules tell by them what its code is for.</summary>
    public (ImmutableArray<MetadataReference> References, ImmutableArray<string> Missing) Of(IEnumerable<(string Id, string Version)> packages, bool isWeb)
    {
        var all = own.ToBuilder();
        if (!isWeb) all.RemoveRange(own.Keys.Where(static name => name.StartsWith("Microsoft.AspNetCore.", StringComparison.OrdinalIgnoreCase)));
        var missing = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Queue<(string Id, string Version, bool IsOwn)>(packages.Select(static p => (p.Id, p.Version, true)));
        while (open.TryDequeue(out var package))
        {
            if (!seen.Add(package.Id) || own.ContainsKey(package.Id + ".dll") || package.Id == "Microsoft.ML") continue;
            if (Folder(package.Id, package.Version) is not { } folder)
            {
                if (package.IsOwn) missing.Add(package.Id);
                continue;
            }
            foreach (string path in Libraries(folder)) all.TryAdd(Path.GetFileName(path), MetadataReference.CreateFromFile(path));
            foreach (var (id, version) in Dependencies(folder)) open.Enqueue((id, version, false));
        }
        return ([.. all.Values], [.. missing]);
    }

    // The version that is asked for, else the highest.
    private string? Folder(string id, string version)
    {
        string package = Path.Combine(cache, id.ToLowerInvariant());
        if (!Directory.Exists(package)) return null;
        string exact = Path.Combine(package, version.Trim('[', ']', '(', ')'));
        if (version.Length > 0 && Directory.Exists(exact)) return exact;
        return Directory.EnumerateDirectories(package).MaxBy(static path => Version.TryParse(Path.GetFileName(path).Split('-')[0], out Version? v) ? v : new Version());
    }

    private static IEnumerable<string> Libraries(string package)
    {
        foreach (string kind in new[] { "ref", "lib" })
        {
            string folder = Path.Combine(package, kind);
            if (!Directory.Exists(folder)) continue;
            string? best = Directory.EnumerateDirectories(folder).Where(static path => Rank(Path.GetFileName(path)) > 0).MaxBy(static path => Rank(Path.GetFileName(path)));
            if (best is not null) return Assemblies(best);
        }
        return [];
    }

    // The newest of what a program of this framework may use.
    private static int Rank(string framework)
    {
        string name = framework.ToLowerInvariant();
        string digits = new([.. name.SkipWhile(static c => !char.IsDigit(c)).TakeWhile(static c => char.IsDigit(c) || c == '.')]);
        if (!Version.TryParse(digits.Contains('.') ? digits : digits + ".0", out Version? version)) return 0;
        if (name.StartsWith("netstandard", StringComparison.Ordinal)) return 100 + version.Major * 10 + version.Minor;
        if (name.StartsWith("netcoreapp", StringComparison.Ordinal)) return 200 + version.Major * 10 + version.Minor;
        if (!name.Contains('.')) return 1;
        return version.Major > 10 ? 0 : 300 + version.Major * 10 + version.Minor;
    }

    private static IEnumerable<(string Id, string Version)> Dependencies(string package)
    {
        if (Directory.EnumerateFiles(package, "*.nuspec").FirstOrDefault() is not { } nuspec) return [];
        try
        {
            return [.. XDocument.Load(nuspec).Descendants().Where(static e => e.Name.LocalName == "dependency")
                .Select(static e => ((string?)e.Attribute("id") ?? "", (string?)e.Attribute("version") ?? "")).Where(static d => d.Item1.Length > 0)];
        }
        catch (XmlException)
        {
            return [];
        }
    }

    // The reference assemblies of the SDK where there is one, else those that the tool itself runs on.
    private static IEnumerable<string> Framework()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string root = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        string[] packs = ["Microsoft.NETCore.App", "Microsoft.AspNetCore.App", "Microsoft.WindowsDesktop.App"];
        foreach (string pack in packs)
        {
            string folder = Path.Combine(root, "packs", pack + ".Ref");
            string? newest = Directory.Exists(folder)
                ? Directory.EnumerateDirectories(folder).MaxBy(static path => Version.TryParse(Path.GetFileName(path).Split('-')[0], out Version? v) ? v : new Version())
                : null;
            string? reference = newest is null ? null : Directory.EnumerateDirectories(Path.Combine(newest, "ref")).FirstOrDefault();
            string shared = Path.Combine(root, "shared", pack, Path.GetFileName(runtime));
            foreach (string path in Assemblies(reference ?? shared)) yield return path;
        }
    }

    private static IEnumerable<string> Assemblies(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.dll").Where(IsManaged).Order(StringComparer.Ordinal)
        : [];

    private static bool IsManaged(string path)
    {
        try
        {
            using var file = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(path));
            return file.HasMetadata;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
