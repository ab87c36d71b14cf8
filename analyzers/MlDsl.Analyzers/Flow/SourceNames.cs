using Microsoft.CodeAnalysis;

namespace MlDsl.Analyzers.Flow;

/// <summary>
/// What the files of a compilation say by name. Editors ask after every key for one file of hundreds: who looks for a type's creations or for
/// the classes that derive from it binds the places that may mean it, not the compilation.
/// </summary>
internal sealed class SourceNames
{
    private readonly HashSet<string> scopes, aliases;

    public SourceNames(Compilation compilation, CancellationToken cancellation)
    {
        Files = [.. compilation.SyntaxTrees.Select(tree => FileNames.Of(tree, cancellation))];
        scopes = new(Files.SelectMany(static file => file.GlobalScopes), StringComparer.Ordinal);
        aliases = new(Files.SelectMany(static file => file.GlobalAliases), StringComparer.Ordinal);
    }

    /// <summary>The files, in the compilation's order.</summary>
    public IReadOnlyList<FileNames> Files { get; }

    /// <summary>The places that may make objects of <paramref name="type"/>.</summary>
    public IEnumerable<Mention> MakersOf(INamedTypeSymbol type) => Mentions(type, static file => file.Made,
        type.IsRecord || type.IsValueType ? [FileNames.Unnamed, FileNames.Copied] : [FileNames.Unnamed]);

    /// <summary>The declarations that may derive from <paramref name="type"/>.</summary>
    public IEnumerable<Mention> HeirsOf(INamedTypeSymbol type) => Mentions(type, static file => file.Based, [FileNames.Unnamed]);

    private IEnumerable<Mention> Mentions(INamedTypeSymbol type, Func<FileNames, ILookup<string, Mention>> mentions, string[] unnamed)
    {
        // A nested type is seen wherever its container's heirs are.
        string? scope = type.ContainingType is null && type.ContainingNamespace is { IsGlobalNamespace: false } space && !scopes.Contains(space.Name) ? space.Name : null;
        foreach (string key in unnamed.Concat(aliases).Append(type.Name))
            foreach (FileNames file in Files)
                foreach (Mention mention in mentions(file)[key])
                    if (scope is null || key != type.Name || !mention.IsSimple || file.Sees(scope)) yield return mention;
    }

    /// <summary>
    /// The files whose code may come, call by call, to members that <paramref name="targets"/> declare. An expression has a type that some file
    /// writes, so that whoever calls a member of a type names it, or names what leads to it; who calls an interface or a base class runs what
    /// derives from it.
    /// </summary>
    public HashSet<SyntaxTree> LeadingTo(IEnumerable<SyntaxTree> targets, CancellationToken cancellation)
    {
        var found = new HashSet<SyntaxTree>(targets);
        var open = new Queue<FileNames>(Files.Where(file => found.Contains(file.Tree)));
        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            FileNames next = open.Dequeue();
            foreach (FileNames file in Files)
            {
                if (found.Contains(file.Tree) || !Names(file, next) && !IsBaseOf(file, next)) continue;
                found.Add(file.Tree);
                open.Enqueue(file);
            }
        }
        return found;
    }

    private bool Names(FileNames file, FileNames target)
    {
        foreach (var (name, scope) in target.Declared)
            if ((target.Extends || file.Says(name)) && (scope is null || scopes.Contains(scope) || file.Says(scope))) return true;
        return target.GlobalAliases.Any(file.Says);
    }

    // A base under an alias is named where the alias is declared.
    private bool IsBaseOf(FileNames file, FileNames target)
    {
        bool isUnderAlias = target.Based[FileNames.Unnamed].Any() || aliases.Any(target.Based.Contains);
        return file.Declared.Any(declared => target.Based.Contains(declared.Name)
            || isUnderAlias && (target.Says(declared.Name) || Files.Any(other => other.GlobalAliases.Count > 0 && other.Says(declared.Name))));
    }
}
