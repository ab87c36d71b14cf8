using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>The flow of every member of a compilation, worked out when a rule first asks and shared by all rules.</summary>
internal sealed class FlowAnalysis
{
    private static readonly ConditionalWeakTable<Compilation, FlowAnalysis> Cache = new();

    private readonly Compilation compilation;
    private readonly ConcurrentDictionary<ISymbol, MethodFlow> flows = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> followable = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, Value?> members = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, IOperation?> bodies = new(SymbolEqualityComparer.Default);

    private FlowAnalysis(Compilation compilation)
    {
        this.compilation = compilation;
        Symbols = KnownSymbols.For(compilation);
    }

    public KnownSymbols Symbols { get; }

    public static FlowAnalysis For(Compilation compilation) => Cache.GetValue(compilation, static c => new FlowAnalysis(c));

    /// <summary>The flow of the member that owns <paramref name="blocks"/>; empty where nothing in them is an event.</summary>
    public MethodFlow Of(ISymbol owner, ImmutableArray<IOperation> blocks, CancellationToken cancellation)
    {
        if (flows.TryGetValue(owner, out MethodFlow? known)) return known;
        return flows.GetOrAdd(owner, blocks.Any(IsOfInterest) ? Walk(owner, blocks, None, cancellation) : MethodFlow.Empty);
    }

    private MethodFlow Walk(ISymbol owner, ImmutableArray<IOperation> bodies, ImmutableHashSet<ISymbol> pending, CancellationToken cancellation)
    {
        try
        {
            return new Interpreter(this, pending, cancellation).Run(owner, bodies);
        }
        catch (InsufficientExecutionStackException)
        {
            // An expression nested thousands deep; what is to be found in it matters less than the host.
            return MethodFlow.Empty;
        }
    }

    /// <summary>The flow of a method that another one calls.</summary>
    public MethodFlow Of(IMethodSymbol method, CancellationToken cancellation) => Of(method, None, cancellation);

    private MethodFlow Of(IMethodSymbol method, ImmutableHashSet<ISymbol> pending, CancellationToken cancellation)
    {
        // A member without events may still return something, or leave something in a field.
        if (flows.TryGetValue(method, out MethodFlow? known) && known != MethodFlow.Empty) return known;
        if (BodyOf(method, cancellation) is not { } body) return MethodFlow.Empty;
        MethodFlow flow = Walk(method, [body], pending, cancellation);
        // What was worked out inside a circle of members may lack a part; it is not kept.
        return pending.IsEmpty ? flows.AddOrUpdate(method, flow, (_, old) => old == MethodFlow.Empty ? flow : old) : flow;
    }

    /// <summary>The body of a method of this compilation.</summary>
    public IOperation? BodyOf(IMethodSymbol method, CancellationToken cancellation) =>
        bodies.TryGetValue(method, out IOperation? known) ? known : bodies.GetOrAdd(method, FindBody(method, cancellation));

    private IOperation? FindBody(IMethodSymbol method, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            SyntaxNode node = reference.GetSyntax(cancellation);
            bool hasBody = node is BaseMethodDeclarationSyntax { Body: not null } or BaseMethodDeclarationSyntax { ExpressionBody: not null }
                or AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null } or ArrowExpressionClauseSyntax;
            if (hasBody && OperationOf(node, cancellation) is { } body) return body;
        }
        return null;
    }

    /// <summary>Whether a call of <paramref name="method"/> leads to one body, and ML.NET's types are about.</summary>
    public bool CanFollow(IMethodSymbol method)
    {
        IMethodSymbol definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return followable.GetOrAdd(definition, static symbol =>
        {
            var m = (IMethodSymbol)symbol;
            bool oneBody = !m.IsAbstract && (!m.IsVirtual && !m.IsOverride || m.ContainingType.IsSealed || m.IsSealed);
            return oneBody && m.Locations.Any(static l => l.IsInSource)
                && (Speaks(m.ReturnType, 0) || m.Parameters.Any(static p => Speaks(p.Type, 0))
                    || m.ContainingType.GetMembers().Any(HoldsMlNet));
        });
    }

    private static bool HoldsMlNet(ISymbol member) => member is IFieldSymbol field && Speaks(field.Type, 0);

    private static bool Speaks(ITypeSymbol type, int depth) => depth < 4 && (KnownSymbols.IsMlNet(type) || type switch
    {
        IArrayTypeSymbol array => Speaks(array.ElementType, depth + 1),
        INamedTypeSymbol { TypeArguments: { IsEmpty: false } arguments } => arguments.Any(a => Speaks(a, depth + 1)),
        _ => false,
    });

    /// <summary>What a field or property holds when one member assigns it; null when that is not known.</summary>
    public Value? ValueOf(ISymbol member, ImmutableHashSet<ISymbol> pending, CancellationToken cancellation)
    {
        if (pending.Contains(member) || !member.Locations.Any(static l => l.IsInSource)) return null;
        if (members.TryGetValue(member, out Value? known)) return known;
        Value? value = FindValue(member, pending.Add(member), cancellation);
        return pending.IsEmpty ? members.GetOrAdd(member, value) : value;
    }

    private Value? FindValue(ISymbol member, ImmutableHashSet<ISymbol> pending, CancellationToken cancellation)
    {
        if (member is IPropertySymbol { GetMethod: { } getter } && BodyOf(getter, cancellation) is not null)
            return Of(getter, pending, cancellation).Returned;
        var (initializer, writers) = FieldWriters.Of(member, compilation, cancellation);
        if (initializer is not null)
        {
            if (writers.Count > 0 || OperationOf(initializer, cancellation) is not { } given) return null;
            return Walk(member, [given], pending, cancellation).FieldWrites.TryGetValue(member, out Value? value) ? value : null;
        }
        return writers is [{ } writer] && Of(writer, pending, cancellation).FieldWrites.TryGetValue(member, out Value? written)
            ? written : null;
    }

    /// <summary>Whether a variable keeps the value it starts with.</summary>
    public static bool IsAssignedOnce(ISymbol variable, IOperation use, CancellationToken cancellation)
    {
        if (variable is IFieldSymbol) return true;
        SyntaxNode body = use.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m =>
            m is not GlobalStatementSyntax) ?? use.Syntax.SyntaxTree.GetRoot(cancellation);
        return FieldWriters.TargetsOf(body).All(t => t.Identifier.ValueText != variable.Name);
    }

    // The compilation of an analyzer keeps one model per file; another would bind each body again.
    private IOperation? OperationOf(SyntaxNode node, CancellationToken cancellation) =>
        compilation.ContainsSyntaxTree(node.SyntaxTree) ? compilation.GetSemanticModel(node.SyntaxTree).GetOperation(node, cancellation) : null;

    // A member that only puts a chain together is walked when one that fits it calls it.
    private bool IsOfInterest(IOperation block)
    {
        bool speaks = false, happens = false;
        foreach (IOperation operation in block.Descendants())
        {
            if (operation is not IInvocationOperation { TargetMethod: { } target }) continue;
            bool isMlNet = KnownSymbols.IsMlNet(target);
            speaks |= isMlNet;
            happens |= isMlNet ? !OnlyBuilds(target) : CanFollow(target);
            if (speaks && happens) return true;
        }
        return false;
    }

    private static bool OnlyBuilds(IMethodSymbol method) =>
        method.Name is "Append" or "AppendCacheCheckpoint" || Transform.Find(method.Name) is not null
        || method.ReturnType.AllInterfaces.Any(static i => i.Name == "IEstimator");

    private static ImmutableHashSet<ISymbol> None { get; } = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);
}
