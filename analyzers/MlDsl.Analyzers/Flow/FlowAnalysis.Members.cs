using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Flow;

/// <summary>What fields and properties hold: what those who assign them leave there.</summary>
internal sealed partial class FlowAnalysis
{
    private const int MostWriters = 12;

    private readonly ConcurrentDictionary<BoundMember, Value?>[] values = PerLevel(static () => new ConcurrentDictionary<BoundMember, Value?>());
    private readonly ConcurrentDictionary<ISymbol, (SyntaxNode? Initializer, IReadOnlyList<IMethodSymbol> Writers)> writers = new(SymbolEqualityComparer.Default);

    /// <summary>What a field or property holds, one of several values where several members assign it; null when that is not known.</summary>
    /// <param name="member">The field or property.</param>
    /// <param name="asker">The member whose walk asks.</param>
    /// <param name="self">The class of the object that has it, where it is known.</param>
    /// <param name="level">The level of that walk.</param>
    /// <param name="cancellation">Ends the work.</param>
    public Value? ValueOf(ISymbol member, ISymbol asker, INamedTypeSymbol? self, int level, CancellationToken cancellation)
    {
        if (member.IsStatic) self = null;
        if (Hierarchy.Implementation(member, self) is not { } own || level >= Levels || !IsOurs(own)) return null;
        // What a member assigns is asked of it, and not by it in turn.
        if (level > 0 && IsSource(own, asker, cancellation)) return null;
        var key = new BoundMember(own, self);
        return values[level].TryGetValue(key, out Value? known) ? known : values[level].GetOrAdd(key, FindValue(own, self, level + 1, cancellation));
    }

    private bool IsSource(ISymbol member, ISymbol asker, CancellationToken cancellation) =>
        SymbolEqualityComparer.Default.Equals(asker, member)
        || SymbolEqualityComparer.Default.Equals(asker, (member as IPropertySymbol)?.GetMethod)
        || WritersOf(member, cancellation).Writers.Contains(asker, SymbolEqualityComparer.Default);

    private Value? FindValue(ISymbol member, INamedTypeSymbol? self, int level, CancellationToken cancellation)
    {
        if (member is IPropertySymbol { GetMethod: { } getter } && BodyOf(getter, cancellation) is not null)
            return Summary(getter, self, level, cancellation).Returned;
        var (initializer, assigned) = WritersOf(member, cancellation);
        if (assigned.Count > MostWriters) return null;
        var flows = new List<MethodFlow>();
        if (initializer is not null && !IsNothing(initializer))
        {
            if (OperationOf(initializer, cancellation) is not { } given) return null;
            flows.Add(Keep(summaries[level], new(member, self), () => Walk(member, self, [given], level, SizeOf(given), cancellation)));
        }
        flows.AddRange(WritersFor(assigned, self, cancellation).Select(writer => Summary(writer, self, level, cancellation)));
        // What a record's parameter declares has no writer, and what may be set where the object is made may have others.
        if (flows.Count == 0 && FieldWriters.ParameterOf(member, cancellation) is { } parameter) flows.Add(MethodFlow.Of(member, GivenTo(parameter, member, level, cancellation)));
        if (member is IPropertySymbol { SetMethod.IsInitOnly: true } settable)
        {
            Value? initial = flows.Count == 0 ? null : flows.Select(flow => flow.FieldWrites.TryGetValue(member, out Value? value) ? value : null).Aggregate(Values.Join);
            return SetWhereMade(settable, initial, hasInitial: flows.Count > 0, level, cancellation);
        }
        if (flows.Count == 0) return null;
        Value? unknown = IsChain(RowSchema.MemberType(member)) ? Estimator.Unknown : null;
        return flows.Select(flow => flow.FieldWrites.TryGetValue(member, out Value? value) ? value : unknown).Aggregate(Values.Join);
    }

    // A constructor runs after that of its base class, which it calls: the last one that assigns is the one that counts.
    private static IEnumerable<IMethodSymbol> WritersFor(IReadOnlyList<IMethodSymbol> assigned, INamedTypeSymbol? self, CancellationToken cancellation)
    {
        if (self is null) return assigned;
        var relevant = assigned.Where(w => w.IsStatic || Hierarchy.IsOrDerivesFrom(self, w.ContainingType)).ToList();
        var constructors = relevant.Where(static w => w.MethodKind == MethodKind.Constructor).ToList();
        if (constructors.Count == 0) return relevant;
        INamedTypeSymbol last = constructors.Select(static c => c.ContainingType).OrderByDescending(Depth).First();
        IEnumerable<IMethodSymbol> effective = constructors.Where(c => SymbolEqualityComparer.Default.Equals(c.ContainingType, last));
        // Where the base class's constructor is given the value, the class that gives it knows more.
        ImmutableArray<IMethodSymbol> below = [.. self.InstanceConstructors.Select(static c => c.OriginalDefinition).Where(c => GivesToBase(c, cancellation))];
        if (!below.IsEmpty && !SymbolEqualityComparer.Default.Equals(self.OriginalDefinition, last) && effective.Any(static c => !c.Parameters.IsEmpty)) effective = below;
        return [.. relevant.Where(static w => w.MethodKind != MethodKind.Constructor), .. effective];
    }

    private static bool GivesToBase(IMethodSymbol constructor, CancellationToken cancellation) => constructor.DeclaringSyntaxReferences
        .Any(r => r.GetSyntax(cancellation) is ConstructorDeclarationSyntax { Initializer: { ThisOrBaseKeyword.RawKind: (int)SyntaxKind.BaseKeyword, ArgumentList.Arguments.Count: > 0 } });

    private static int Depth(INamedTypeSymbol type)
    {
        int depth = 0;
        for (INamedTypeSymbol? at = type; at is not null; at = at.BaseType) depth++;
        return depth;
    }

    private static bool IsChain(ITypeSymbol? type) => type is not null && KnownSymbols.IsMlNet(type)
        && (type.Name is "IEstimator" or "EstimatorChain" || type.AllInterfaces.Any(static i => i.Name == "IEstimator"));

    // = null, = null!, = default!: it is not set yet.
    private static bool IsNothing(SyntaxNode initializer) => initializer is EqualsValueClauseSyntax { Value: var value }
        && (value is PostfixUnaryExpressionSyntax forgiven ? forgiven.Operand : value).Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression;

    private (SyntaxNode? Initializer, IReadOnlyList<IMethodSymbol> Writers) WritersOf(ISymbol member, CancellationToken cancellation) =>
        writers.TryGetValue(member, out var known) ? known
        : writers.GetOrAdd(member, FieldWriters.Of(member, Hierarchy, compilation, cancellation));
}
