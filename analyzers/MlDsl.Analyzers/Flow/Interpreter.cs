using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>
/// Walks a method forward with values in place of data: where rows come from, what was fitted on which, which columns there are. Where ways
/// meet, what both know is kept; loops are walked twice, calls into the same compilation are followed. All of it is <see cref="Work"/>.
/// </summary>
internal sealed partial class Interpreter
{
    private const int MaximumDepth = 3;
    private const int MaximumEvents = 1000;

    private readonly FlowAnalysis analysis;
    private readonly CancellationToken cancellation;
    private readonly Work work;
    private readonly ISymbol owner;

    /// <summary>How many members stand between this one and the one that asked for a field's value.</summary>
    private readonly int level;

    /// <summary>The class of the object whose members are walked, where it is known.</summary>
    private INamedTypeSymbol? self;

    /// <summary>What the type parameters of the methods that are followed stand for.</summary>
    private ImmutableDictionary<ISymbol, ITypeSymbol> types = ImmutableDictionary.Create<ISymbol, ITypeSymbol>(SymbolEqualityComparer.Default);
    private readonly List<FlowEvent> events = [];
    private readonly Dictionary<(SyntaxNode Call, Type Kind, int About, int Variant, string Way), int> positions = [];
    private readonly Dictionary<ISymbol, Value?> fieldWrites = new(SymbolEqualityComparer.Default);

    /// <summary>What the constructors' parameters and the members of the objects that are made here are given.</summary>
    private readonly Dictionary<ISymbol, Value> made = new(SymbolEqualityComparer.Default);
    private ImmutableArray<IInvocationOperation> stack = [];
    private ImmutableHashSet<ISymbol> active = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);
    private ProgramState state = new();
    private int nesting;
    private int iteration;
    private int lambdaDepth;

    /// <summary>Counts the calls after which the fields of this object may hold something else.</summary>
    private int epoch;

    public Interpreter(FlowAnalysis analysis, ISymbol owner, INamedTypeSymbol? self, int level, Work work, CancellationToken cancellation)
    {
        this.analysis = analysis;
        this.owner = owner;
        this.self = self;
        this.level = level;
        this.work = work;
        this.cancellation = cancellation;
    }

    /// <summary>Walks the bodies of the member, in order.</summary>
    public MethodFlow Run(IEnumerable<IOperation> bodies)
    {
        if (owner is IMethodSymbol method)
        {
            active = active.Add(method);
            foreach (IParameterSymbol parameter in method.Parameters) state[parameter] = GivenFromOutside(parameter);
        }
        Value? result = null;
        foreach (IOperation body in bodies) result = Walk(body);
        if (work.IsExceeded) return MethodFlow.Empty;
        var writes = fieldWrites.Where(static w => w.Value is not null)
            .ToImmutableDictionary(static w => w.Key, static w => w.Value!, (IEqualityComparer<ISymbol>)SymbolEqualityComparer.Default);
        return new MethodFlow([.. events], writes, made.ToImmutableDictionary<ISymbol, Value>(SymbolEqualityComparer.Default), result);
    }

    // Where objects of the class are made tells what its constructors are given.
    private Value? GivenFromOutside(IParameterSymbol parameter) => analysis.GivenTo(parameter, owner, level, cancellation) ?? FromOutside(parameter);

    // A parameter of a primary constructor is there in every member.
    private Value? Parameter(IParameterSymbol parameter) => state[parameter] is { } known ? known
        : parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && !active.Contains(constructor) ? GivenFromOutside(parameter)
        : null;

    /// <summary>The type that a type parameter stands for here.</summary>
    private ITypeSymbol Actual(ITypeSymbol type) => type is not ITypeParameterSymbol parameter ? type
        : types.TryGetValue(parameter, out ITypeSymbol? given) ? given : Hierarchy.ArgumentFor(parameter, self) ?? type;

    // What a caller passes is not known, but one parameter is one and the same view throughout.
    private Value? FromOutside(IParameterSymbol parameter)
    {
        if (!KnownSymbols.IsMlNet(parameter.Type)
            || parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not { } syntax) return null;
        var view = new View(new RowPart(new Origin(parameter, null, null), [], isShuffled: false), Schema.Unknown, []);
        return parameter.Type.Name switch
        {
            "IDataView" or "DataFrame" => view,
            "TrainTestData" => new Split(view, syntax, isFold: false),
            "ITransformer" or "TransformerChain" => new Transformer(Estimator.Unknown, null, syntax),
            "IEstimator" or "EstimatorChain" => Estimator.Unknown,
            _ => null,
        };
    }

    /// <summary>Keeps an event; the second walk of a loop replaces the first.</summary>
    private void Record(FlowEvent found)
    {
        int about = found is SelectionEvent selection ? selection.Source.Call.Syntax.SpanStart : 0;
        string way = found.Stack.IsEmpty ? "" : string.Join("|", found.Stack.Select(static s => s.Syntax.SpanStart));
        var key = (found.Call.Syntax, found.GetType(), about, found.Variant, way);
        if (positions.TryGetValue(key, out int at))
        {
            found.Order = at;
            events[at] = found;
        }
        else
        {
            found.Order = events.Count;
            positions[key] = events.Count;
            events.Add(found);
            // Rules hold events against each other.
            if (events.Count > MaximumEvents) work.Exceed();
        }
    }

    private bool Repeats(IOperation operation)
    {
        if (lambdaDepth > 0) return true;
        if (InLoop(operation.Syntax)) return true;
        foreach (IInvocationOperation call in stack)
            if (InLoop(call.Syntax)) return true;
        return false;
    }

    private bool InLoop(SyntaxNode node)
    {
        for (SyntaxNode? at = node; at is not null and not MemberDeclarationSyntax and not AnonymousFunctionExpressionSyntax; at = at.Parent)
        {
            work.Take();
            if (at.Parent is { } outer && outer.IsLoop(at)) return true;
        }
        return false;
    }
}
