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

    /// <summary>
    /// How many members may stand between a method and what a field holds. Each looks one level further, so that no circle of members has to
    /// be found, each is walked once per level, and what is found does not depend on who asks first.
    /// </summary>
    private const int Levels = 6;

    private readonly Compilation compilation;
    private readonly ConcurrentDictionary<ISymbol, MethodFlow> flows = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, MethodFlow>[] summaries = PerLevel<MethodFlow>();
    private readonly ConcurrentDictionary<ISymbol, Value?>[] values = PerLevel<Value?>();
    private readonly ConcurrentDictionary<ISymbol, (SyntaxNode? Initializer, IReadOnlyList<IMethodSymbol> Writers)> writers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> followable = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> holders = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, IOperation?> bodies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, int> sizes = new(SymbolEqualityComparer.Default);
    private long steps;

    private FlowAnalysis(Compilation compilation)
    {
        this.compilation = compilation;
        Symbols = KnownSymbols.For(compilation);
    }

    public KnownSymbols Symbols { get; }

    public static FlowAnalysis For(Compilation compilation) => Cache.GetValue(compilation, static c => new FlowAnalysis(c));

    /// <summary>The steps that were taken so far, over all members.</summary>
    public long Steps => Interlocked.Read(ref steps);

    /// <summary>The flow of the member that owns <paramref name="blocks"/>; empty where nothing in them is an event.</summary>
    public MethodFlow Of(ISymbol owner, ImmutableArray<IOperation> blocks, CancellationToken cancellation)
    {
        if (flows.TryGetValue(owner, out MethodFlow? known)) return known;
        var (isOfInterest, size) = Survey(blocks);
        return Keep(flows, owner, isOfInterest ? Walk(owner, blocks, 0, size, cancellation) : (MethodFlow.Empty, size));
    }

    /// <summary>The flow of a method that another one calls, as it is found there.</summary>
    public MethodFlow Of(IMethodSymbol method, CancellationToken cancellation) =>
        BodyOf(method, cancellation) is { } body && Survey([body]).IsOfInterest ? Summary(method, 0, cancellation) : MethodFlow.Empty;

    // A member without events may still return something, or leave something in a field.
    private MethodFlow Summary(IMethodSymbol method, int level, CancellationToken cancellation)
    {
        if (summaries[level].TryGetValue(method, out MethodFlow? known)) return known;
        return BodyOf(method, cancellation) is { } body
            ? Keep(summaries[level], method, Walk(method, [body], level, SizeOf(method, body), cancellation))
            : MethodFlow.Empty;
    }

    private (MethodFlow, int Steps) Walk(ISymbol owner, ImmutableArray<IOperation> bodies, int level, int size, CancellationToken cancellation)
    {
        var work = new Work(size, cancellation);
        try
        {
            return (new Interpreter(this, owner, level, work, cancellation).Run(bodies), size + work.Steps);
        }
        catch (InsufficientExecutionStackException)
        {
            // The host's stack is smaller than any that is known; what is to be found matters less than the host.
            return (MethodFlow.Empty, size + work.Steps);
        }
    }

    // Two threads may walk one member; the first result is everybody's, and counted once.
    private MethodFlow Keep(ConcurrentDictionary<ISymbol, MethodFlow> kept, ISymbol member, (MethodFlow Flow, int Steps) result)
    {
        if (!kept.TryAdd(member, result.Flow)) return kept[member];
        Interlocked.Add(ref steps, result.Steps);
        return result.Flow;
    }

    /// <summary>How many operations the body of a method holds.</summary>
    public int SizeOf(IMethodSymbol method, IOperation body) =>
        sizes.TryGetValue(method, out int known) ? known : sizes.GetOrAdd(method, body.DescendantsAndSelf().Count());

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
        return followable.GetOrAdd(definition, symbol =>
        {
            var m = (IMethodSymbol)symbol;
            bool oneBody = !m.IsAbstract && (!m.IsVirtual && !m.IsOverride || m.ContainingType.IsSealed || m.IsSealed);
            return oneBody && IsOurs(m)
                && (Speaks(m.ReturnType, 0) || m.Parameters.Any(static p => Speaks(p.Type, 0))
                    || holders.GetOrAdd(m.ContainingType, static type => ((INamedTypeSymbol)type).GetMembers().Any(HoldsMlNet)));
        });
    }

    // A project that is referenced as source has syntax too, but that is another compilation's.
    private bool IsOurs(ISymbol symbol) => symbol.Locations.Any(l => l.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree));

    private static bool HoldsMlNet(ISymbol member) => member is IFieldSymbol field && Speaks(field.Type, 0);

    private static bool Speaks(ITypeSymbol type, int depth) => depth < 4 && (KnownSymbols.IsMlNet(type) || type switch
    {
        IArrayTypeSymbol array => Speaks(array.ElementType, depth + 1),
        INamedTypeSymbol { TypeArguments: { IsEmpty: false } arguments } => arguments.Any(a => Speaks(a, depth + 1)),
        _ => false,
    });

    /// <summary>What a field or property holds when one member assigns it; null when that is not known.</summary>
    /// <param name="member">The field or property.</param>
    /// <param name="asker">The member whose walk asks.</param>
    /// <param name="level">The level of that walk.</param>
    /// <param name="cancellation">Ends the work.</param>
    public Value? ValueOf(ISymbol member, ISymbol asker, int level, CancellationToken cancellation)
    {
        member = member.OriginalDefinition;
        if (level >= Levels || !IsOurs(member)) return null;
        // What a member assigns is asked of it, and not by it in turn.
        if (level > 0 && IsSource(member, asker, cancellation)) return null;
        if (values[level].TryGetValue(member, out Value? known)) return known;
        return values[level].GetOrAdd(member, FindValue(member, level + 1, cancellation));
    }

    private bool IsSource(ISymbol member, ISymbol asker, CancellationToken cancellation) =>
        SymbolEqualityComparer.Default.Equals(asker, member)
        || SymbolEqualityComparer.Default.Equals(asker, (member as IPropertySymbol)?.GetMethod)
        || WritersOf(member, cancellation).Writers is [{ } writer] && SymbolEqualityComparer.Default.Equals(asker, writer);

    private Value? FindValue(ISymbol member, int level, CancellationToken cancellation)
    {
        if (member is IPropertySymbol { GetMethod: { } getter } && BodyOf(getter, cancellation) is not null)
            return Summary(getter, level, cancellation).Returned;
        var (initializer, assigned) = WritersOf(member, cancellation);
        MethodFlow? flow = null;
        if (initializer is not null)
        {
            if (assigned.Count > 0 || OperationOf(initializer, cancellation) is not { } given) return null;
            flow = summaries[level].TryGetValue(member, out MethodFlow? known) ? known
                : Keep(summaries[level], member, Walk(member, [given], level, given.DescendantsAndSelf().Count(), cancellation));
        }
        else if (assigned is [{ } writer])
        {
            flow = Summary(writer, level, cancellation);
        }
        return flow is not null && flow.FieldWrites.TryGetValue(member, out Value? value) ? value : null;
    }

    private (SyntaxNode? Initializer, IReadOnlyList<IMethodSymbol> Writers) WritersOf(ISymbol member, CancellationToken cancellation) =>
        writers.TryGetValue(member, out var known) ? known : writers.GetOrAdd(member, FieldWriters.Of(member, compilation, cancellation));

    /// <summary>Whether a variable keeps the value it starts with.</summary>
    public static bool IsAssignedOnce(ISymbol variable, IOperation use, CancellationToken cancellation)
    {
        if (variable is IFieldSymbol) return true;
        SyntaxNode body = use.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m =>
            m is not GlobalStatementSyntax) ?? use.Syntax.SyntaxTree.GetRoot(cancellation);
        return !FieldWriters.TargetsOf(body).Contains(variable.Name);
    }

    // The compilation of an analyzer keeps one model per file; another would bind each body again.
    private IOperation? OperationOf(SyntaxNode node, CancellationToken cancellation) =>
        compilation.ContainsSyntaxTree(node.SyntaxTree) ? compilation.GetSemanticModel(node.SyntaxTree).GetOperation(node, cancellation) : null;

    // A member that only puts a chain together is walked when one that fits it calls it.
    private (bool IsOfInterest, int Size) Survey(ImmutableArray<IOperation> blocks)
    {
        bool speaks = false, happens = false;
        int size = 0;
        foreach (IOperation operation in blocks.SelectMany(static b => b.DescendantsAndSelf()))
        {
            size++;
            if (speaks && happens || operation is not IInvocationOperation { TargetMethod: { } target }) continue;
            bool isMlNet = KnownSymbols.IsMlNet(target);
            speaks |= isMlNet;
            happens |= isMlNet ? !OnlyBuilds(target) : CanFollow(target);
        }
        return (speaks && happens, size);
    }

    private static bool OnlyBuilds(IMethodSymbol method) =>
        method.Name is "Append" or "AppendCacheCheckpoint" || Transform.Find(method.Name) is not null
        || method.ReturnType.AllInterfaces.Any(static i => i.Name == "IEstimator");

    private static ConcurrentDictionary<ISymbol, T>[] PerLevel<T>() =>
        [.. Enumerable.Range(0, Levels + 1).Select(static _ => new ConcurrentDictionary<ISymbol, T>(SymbolEqualityComparer.Default))];
}
