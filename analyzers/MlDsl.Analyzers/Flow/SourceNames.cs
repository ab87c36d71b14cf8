using Microsoft.CodeAnalysis;

namespace MlDsl.Analyzers.Flow;

/// <summary>
/// What the files of a compilation say by name. Editors ask after every key for one file of hundreds: who looks for a type's creations or for
/// the classes that derive from it binds the places that may mean it, not the compilation.
/// </summary>
internal sealed class SourceNames
{
    private readonly ILookup<string, FileNames> made, based;
    private readonly HashSet<string> scopes, aliases;

    public SourceNames(Compilation compilation, CancellationToken cancellation)
    {
        Files = [.. compilation.SyntaxTrees.Select(tree => FileNames.Of(tree, cancellation))];
        made = ByName(static file => file.Made);
        based = ByName(static file => file.Based);
        scopes = new(Files.SelectMany(static file => file.GlobalScopes), StringComparer.Ordinal);
        aliases = new(Files.SelectMany(static file => file.GlobalAliases), StringComparer.Ordinal);
    }

    /// <summary>The files, in the compilation's order.</summary>
    public IReadOnlyList<FileNames> Files { get; }

    /// <summary>The places that may make objects of <paramref name="type"/>.</summary>
    public IEnumerable<Mention> MakersOf(INamedTypeSymbol type) => Mentions(type, made, static file => file.Made,
        type.IsRecord || type.IsValueType ? [FileNames.Unnamed, FileNames.Copied] : [FileNames.Unnamed]);

    /// <summary>The declarations that may derive from <paramref name="type"/>.</summary>
    public IEnumerable<Mention> HeirsOf(INamedTypeSymbol type) => Mentions(type, based, static file => file.Based, [FileNames.Unnamed]);

    private ILookup<string, FileNames> ByName(Func<FileNames, ILookup<string, Mention>> mentions) =>
        Files.SelectMany(file => mentions(file).Select(name => (name.Key, File: file))).ToLookup(static n => n.Key, static n => n.File, StringComparer.Ordinal);

    private IEnumerable<Mention> Mentions(INamedTypeSymbol type, ILookup<string, FileNames> files, Func<FileNames, ILookup<string, Mention>> mentions, string[] unnamed)
    {
        // A nested type is seen wherever its container's heirs are.
        string? scope = type.ContainingType is null && type.ContainingNamespace is { IsGlobalNamespace: false } space && !scopes.Contains(space.Name) ? space.Name : null;
        foreach (string key in unnamed.Concat(aliases).Append(type.Name))
            foreach (FileNames file in files[key])
                foreach (Mention mention in mentions(file)[key])
                    if (scope is null || key != type.Name || !mention.IsSimple || file.Sees(scope)) yield return mention;
    }
}
