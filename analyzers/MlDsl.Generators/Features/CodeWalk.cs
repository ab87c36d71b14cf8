using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Features;

/// <summary>
/// Hashes a feature method with all that it reaches by direct calls in its own assembly: methods, operators, constructors, properties,
/// constants and the fields' first values. Names of locals and parameters, white space and comments do not count.
/// </summary>
internal sealed class CodeWalk
{
    // The number that stands before each hash: another way of hashing gets another one, and files of both are told apart.
    private const int Algorithm = 1;

    // A feature that reaches half of a large assembly would be hashed anew on every keystroke there.
    private const int MostMembers = 256;

    private readonly Compilation compilation;
    private readonly CancellationToken cancellation;
    private readonly HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);
    private readonly Queue<ISymbol> next = new();
    private readonly SortedSet<string> notCovered = new(StringComparer.Ordinal);
    private readonly ISet<SyntaxTree> trees;
    private TextHash hash = new();

    private CodeWalk(Compilation compilation, ISet<SyntaxTree> trees, CancellationToken cancellation)
    {
        this.compilation = compilation;
        this.trees = trees;
        this.cancellation = cancellation;
    }

    /// <summary>The code of <paramref name="feature"/>.</summary>
    /// <param name="feature">The method.</param>
    /// <param name="arguments">The columns and features that its parameters are given.</param>
    /// <param name="trees">Takes the files that were read: as long as they stay, the hash holds.</param>
    /// <param name="cancellation">Stops the walk.</param>
    public static FeatureCode Of(IMethodSymbol feature, IEnumerable<ArgumentSpec> arguments, ISet<SyntaxTree> trees, CancellationToken cancellation)
    {
        if (FeatureVersion.Of(feature) is { } version) return new FeatureCode($"version {version.ToString(CultureInfo.InvariantCulture)}", default);
        if (feature.ContainingAssembly is not ISourceAssemblySymbol { Compilation: { } compilation }) return FeatureCode.None;
        var walk = new CodeWalk(compilation, trees, cancellation);
        foreach (ArgumentSpec argument in arguments) walk.hash.Add(argument.Member);
        walk.Follow(feature);
        walk.Run(feature);
        string value = walk.hash.Value.ToString("x16", CultureInfo.InvariantCulture);
        return new FeatureCode($"{Algorithm.ToString(CultureInfo.InvariantCulture)}:{value}", walk.notCovered.ToEquatable());
    }

    private void Run(IMethodSymbol feature)
    {
        while (next.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            ISymbol member = next.Dequeue();
            // The feature's own name is told beside its hash.
            hash.Add(SymbolEqualityComparer.Default.Equals(member, feature) ? "" : CodeNames.Of(member, compilation.Assembly));
            foreach (SyntaxNode part in CodeParts.Of(member)) Read(part);
            foreach (ISymbol implied in CodeParts.Implied(member)) Follow(implied);
            if (CodeParts.IsWithoutBody(member)) notCovered.Add($"{Shown(member)} (its body is not in the source)");
        }
    }

    private void Read(SyntaxNode part)
    {
        trees.Add(part.SyntaxTree);
        SemanticModel model = compilation.GetSemanticModel(part.SyntaxTree);
        CodeTokens.Add(part, model, ref hash, cancellation);
        foreach (CodeUse use in CodeUse.In(part, model, cancellation))
        {
            if (use.Gap is { } gap) notCovered.Add(gap);
            if (use.Member is not { } member) continue;
            if (use.IsVirtual && !IsFramework(member)) notCovered.Add($"{Shown(member)} (which override runs is known only at run time)");
            Follow(member);
        }
    }

    private void Follow(ISymbol member)
    {
        ISymbol definition = member switch
        {
            IMethodSymbol { AssociatedSymbol: IPropertySymbol property } => property.OriginalDefinition,
            IMethodSymbol method => Definition(method.ReducedFrom ?? method),
            _ => member.OriginalDefinition,
        };
        if (definition is IFieldSymbol { HasConstantValue: true }) return;
        if (!SymbolEqualityComparer.Default.Equals(definition.ContainingAssembly, compilation.Assembly))
        {
            if (definition.ContainingAssembly is { } other && !IsFramework(definition)) notCovered.Add($"{Shown(definition)} (of the assembly '{other.Name}')");
            return;
        }
        if (seen.Contains(definition)) return;
        if (seen.Count == MostMembers)
        {
            notCovered.Add($"{Shown(definition)} (the feature reaches more than {MostMembers.ToString(CultureInfo.InvariantCulture)} members)");
            return;
        }
        seen.Add(definition);
        next.Enqueue(definition);
        if (CanChange(definition)) notCovered.Add($"{Shown(definition)} (its value can change at run time)");
    }

    private static ISymbol Definition(IMethodSymbol method) => method.OriginalDefinition is { PartialImplementationPart: { } implementation } ? implementation : method.OriginalDefinition;

    private static bool CanChange(ISymbol member) => member switch
    {
        IFieldSymbol { IsStatic: true, IsReadOnly: false } => true,
        IPropertySymbol { IsStatic: true, SetMethod: not null } => true,
        _ => false,
    };

    private static bool IsFramework(ISymbol member)
    {
        if (member.DeclaringSyntaxReferences.Length > 0) return false;
        INamespaceSymbol? space = member.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false }) space = space.ContainingNamespace;
        return space is { Name: "System" };
    }

    private static string Shown(ISymbol member) => member.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
}
