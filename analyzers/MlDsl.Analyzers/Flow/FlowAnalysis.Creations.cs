using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Flow;

/// <summary>What objects are made with: the arguments of constructors, and what initializers set where an object is made.</summary>
internal sealed partial class FlowAnalysis
{
    private const int MostCreations = 12;

    /// <summary>How many walks may stand between a member and the creation that it asks about.</summary>
    private const int CreationLevels = 3;

    private readonly ConcurrentDictionary<ISymbol, Value?>[] given = PerLevel(static () => new ConcurrentDictionary<ISymbol, Value?>(SymbolEqualityComparer.Default));
    private readonly ConcurrentDictionary<ISymbol, IReadOnlyList<(ExpressionSyntax Site, ISymbol Creator)>?> creations = new(SymbolEqualityComparer.Default);

    /// <summary>What a constructor's parameter is given wherever this compilation makes such an object; null when that is not known.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="asker">The member whose walk asks.</param>
    /// <param name="level">The level of that walk.</param>
    /// <param name="cancellation">Ends the work.</param>
    public Value? GivenTo(IParameterSymbol parameter, ISymbol asker, int level, CancellationToken cancellation)
    {
        parameter = parameter.OriginalDefinition;
        if (level >= CreationLevels || parameter is not { RefKind: RefKind.None, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: { } type } }
            || !IsOurs(type) || !KeepsWhatItIsGiven(parameter.Type)) return null;
        if (given[level].TryGetValue(parameter, out Value? known)) return known;
        if (CreationsOf(type, cancellation) is not { Count: > 0 } sites || level > 0 && IsCreator(sites, asker)) return null;
        if (FieldWriters.IsAssigned(type, parameter.Name, compilation, cancellation)) return null;
        Value? value = null;
        bool isFirst = true;
        foreach (MethodFlow flow in FlowsOf(sites.Where(static s => s.Site is not WithExpressionSyntax), level, cancellation))
        {
            if (!flow.Given.TryGetValue(parameter, out Value? one)) continue;
            value = isFirst ? one : Values.Either(value, one);
            isFirst = false;
        }
        return given[level].GetOrAdd(parameter, value is Unknown ? null : value);
    }

    /// <summary>What a member that can only be set where its object is made is set to there; null when that is not known.</summary>
    private Value? SetWhereMade(IPropertySymbol member, Value? initial, bool hasInitial, int level, CancellationToken cancellation)
    {
        if (!KeepsWhatItIsGiven(member.Type)) return initial;
        if (level >= CreationLevels || CreationsOf(member.ContainingType, cancellation) is not { } sites) return null;
        var setting = sites.Where(s => InitializerOf(s.Site) is { } initializer && initializer.Expressions
            .Any(e => e is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var name } } && name == member.Name)).ToList();
        if (setting.Count == 0) return initial;
        Value? value = FlowsOf(setting, level, cancellation).Select(flow => flow.Given.TryGetValue(member, out Value? one) && one is not Unknown ? one : null).Aggregate(Values.Join);
        bool isSetEverywhere = sites.All(s => s.Site is WithExpressionSyntax || setting.Contains(s));
        return isSetEverywhere || !hasInitial ? value : Values.Join(value, initial);
    }

    private static InitializerExpressionSyntax? InitializerOf(ExpressionSyntax site) =>
        site is WithExpressionSyntax with ? with.Initializer : (site as BaseObjectCreationExpressionSyntax)?.Initializer;

    private IReadOnlyList<(ExpressionSyntax Site, ISymbol Creator)>? CreationsOf(INamedTypeSymbol type, CancellationToken cancellation) =>
        creations.TryGetValue(type.OriginalDefinition, out var known) ? known
        : creations.GetOrAdd(type.OriginalDefinition, CreationSites.Of(type, MostCreations, Names(cancellation), compilation, cancellation));

    private static bool IsCreator(IReadOnlyList<(ExpressionSyntax Site, ISymbol Creator)> sites, ISymbol member) =>
        sites.Any(s => SymbolEqualityComparer.Default.Equals(s.Creator, member));

    private IEnumerable<MethodFlow> FlowsOf(IEnumerable<(ExpressionSyntax Site, ISymbol Creator)> sites, int level, CancellationToken cancellation)
    {
        foreach (var of in sites.GroupBy<(ExpressionSyntax Site, ISymbol Creator), ISymbol>(static s => s.Creator, SymbolEqualityComparer.Default))
        {
            INamedTypeSymbol? self = of.Key.IsStatic ? null : Hierarchy.ObjectOf(of.Key.ContainingType);
            if (of.Key is IMethodSymbol method) yield return Summary(method, self, level + 1, cancellation);
            else if (of.First().Site.FirstAncestorOrSelf<EqualsValueClauseSyntax>() is { } initializer && OperationOf(initializer, cancellation) is { } start)
                yield return Keep(summaries[level + 1], new(of.Key, self), () => Walk(of.Key, self, [start], level + 1, SizeOf(start), cancellation));
        }
    }

    // A list may go on being filled by whoever made it, or by whom it was given to.
    private static bool KeepsWhatItIsGiven(ITypeSymbol type) => type is not INamedTypeSymbol
    {
        Name: "List" or "IList" or "ICollection" or "Collection" or "Dictionary" or "IDictionary" or "HashSet" or "ISet",
        ContainingNamespace: { Name: "Generic" or "ObjectModel", ContainingNamespace.Name: "Collections" },
    };
}
