using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Incremental;

/// <summary>
/// Which files can matter to the declarations of a file: those that declare a type or an extension whose name occurs in it, and so on from
/// there. A name cannot change its meaning without a declaration of that name, a namespace, a global using or a reference changing, and
/// all of these count.
/// </summary>
internal sealed class DeclarationIndex
{
    // A file that reaches more than this depends on the declarations of all: following names would cost more than it saves.
    private const int MostFiles = 64;

    private readonly List<TreeFacts> files;
    private readonly Dictionary<string, List<TreeFacts>> byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> globalAliases = new(StringComparer.Ordinal);
    private readonly Dictionary<TreeFacts, ulong> reached = [];
    private readonly ulong everywhere;
    private ulong? all;

    public DeclarationIndex(Compilation compilation, CancellationToken cancellation)
    {
        files = compilation.SyntaxTrees.Select(t => TreeFacts.Of(t, cancellation)).ToList();
        var namespaces = new HashSet<string>(StringComparer.Ordinal);
        foreach (TreeFacts file in files)
        {
            foreach (string name in file.Types.Concat(file.Extensions))
            {
                if (!byName.TryGetValue(name, out List<TreeFacts> declaring)) byName.Add(name, declaring = []);
                declaring.Add(file);
            }
            namespaces.UnionWith(file.Namespaces);
            foreach (string directive in file.GlobalUsings) everywhere = unchecked(everywhere + TextHash.Mix(TextHash.Of(directive)));
            if (file.GlobalUsings.Count > 0) globalAliases.UnionWith(file.Aliases);
        }
        foreach (string space in namespaces) everywhere = unchecked(everywhere + TextHash.Mix(TextHash.Of(space)));
    }

    public IEnumerable<TreeFacts> Files => files;

    /// <summary>Whether one of the attributes may be called <paramref name="wanted"/>, or hides behind an alias.</summary>
    public bool MayBear(TreeFacts file, List<string> attributes, string[] wanted) =>
        attributes.Any(a => Array.IndexOf(wanted, a) >= 0 || file.Aliases.Contains(a) || globalAliases.Contains(a));

    /// <summary>A hash of all that can matter to the declarations of <paramref name="file"/>, and to the bodies in the parts of its types.</summary>
    /// <param name="file">The file.</param>
    /// <param name="code">The files whose method bodies matter as well: what these name can change what they mean.</param>
    public ulong Fingerprint(TreeFacts file, ICollection<SyntaxTree> code)
    {
        if (code.Count > 0) return Fingerprint(file, new HashSet<TreeFacts>(code.Select(t => TreeFacts.Of(t, CancellationToken.None))) { file });
        if (!reached.TryGetValue(file, out ulong known)) reached.Add(file, known = Fingerprint(file, new HashSet<TreeFacts>()));
        return known;
    }

    private ulong Fingerprint(TreeFacts file, HashSet<TreeFacts> code)
    {
        ulong hash = unchecked(everywhere + Reach(file, code));
        // A feature's body is part of its schema, whichever part of its class it stands in.
        foreach (TreeFacts part in file.Types.SelectMany(t => byName[t]).Distinct()) hash = unchecked(hash + TextHash.Mix(part.Text ^ 1));
        return hash;
    }

    private ulong Reach(TreeFacts file, HashSet<TreeFacts> code)
    {
        var seen = new HashSet<TreeFacts>(code) { file };
        var next = new Queue<TreeFacts>(seen);
        ulong hash = 0;
        while (next.Count > 0)
        {
            TreeFacts current = next.Dequeue();
            hash = unchecked(hash + TextHash.Mix(current.Outline));
            foreach (string word in code.Contains(current) ? current.AllWords : current.Words)
            {
                if (!byName.TryGetValue(word, out List<TreeFacts> declaring)) continue;
                foreach (TreeFacts other in declaring)
                    if (seen.Add(other)) next.Enqueue(other);
            }
            if (seen.Count > MostFiles) return Everything();
        }
        return hash;
    }

    private ulong Everything()
    {
        if (all is { } known) return known;
        ulong hash = 2;
        foreach (TreeFacts file in files) hash = unchecked(hash + TextHash.Mix(file.Outline));
        all = hash;
        return hash;
    }
}
