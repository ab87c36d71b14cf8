using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>The flow of every member of a compilation, worked out when a rule first asks and shared by all rules.</summary>
internal sealed partial class FlowAnalysis
{
    private static readonly ConditionalWeakTable<Compilation, FlowAnalysis> Cache = new();

    /// <summary>
    /// How many members may stand between a method and what a field holds. Each looks one level further, so that no circle of members has to
    /// be found, each is walked once per level, and what is found does not depend on who asks first.
    /// </summary>
    private const int Levels = 6;

    private readonly Compilation compilation;
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<MethodFlow>> flows = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<BoundMember, MethodFlow>[] summaries = PerLevel(static () => new ConcurrentDictionary<BoundMember, MethodFlow>());
    private readonly ConcurrentDictionary<ISymbol, bool> followable = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> holders = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, IOperation?> bodies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, int> sizes = new(SymbolEqualityComparer.Default);
    private SourceNames? names;
    private long steps;

    private FlowAnalysis(Compilation compilation)
    {
        this.compilation = compilation;
        Symbols = KnownSymbols.For(compilation);
        Hierarchy = new Hierarchy(compilation, () => Names(CancellationToken.None));
    }

    public Hierarchy Hierarchy { get; }

    public KnownSymbols Symbols { get; }

    public static FlowAnalysis For(Compilation compilation) => Cache.GetValue(compilation, static c => new FlowAnalysis(c));

    /// <summary>What the files say by name. Two threads may read them; both read the same.</summary>
    public SourceNames Names(CancellationToken cancellation) => names ??= new SourceNames(compilation, cancellation);

    /// <summary>The steps that were taken so far, over all members.</summary>
    public long Steps => Interlocked.Read(ref steps);

    /// <summary>
    /// The flow of the member that owns <paramref name="blocks"/>, once for each class whose objects run it: what a base class leaves to
    /// those that derive from it is known there. None where nothing in the blocks is an event.
    /// </summary>
    public ImmutableArray<MethodFlow> Of(ISymbol owner, ImmutableArray<IOperation> blocks, CancellationToken cancellation)
    {
        if (flows.TryGetValue(owner, out ImmutableArray<MethodFlow> known)) return known;
        var (isOfInterest, size) = Survey(blocks);
        if (!isOfInterest)
        {
            if (flows.TryAdd(owner, [])) Interlocked.Add(ref steps, size);
            return [];
        }
        _ = Names(cancellation);
        ImmutableArray<MethodFlow> found = [.. SelvesOf(owner).Select(self => Keep(summaries[0], new(owner, self), () => Walk(owner, self, blocks, 0, size, cancellation)))];
        return flows.GetOrAdd(owner, found.RemoveAll(static f => f.Events.IsEmpty));
    }

    /// <summary>The flow of a method that another one calls, as it is found there.</summary>
    public ImmutableArray<MethodFlow> Of(IMethodSymbol method, CancellationToken cancellation) =>
        flows.TryGetValue(method, out ImmutableArray<MethodFlow> known) ? known
        : BodyOf(method, cancellation) is { } body ? Of(method, [body], cancellation) : [];

    private ImmutableArray<INamedTypeSymbol?> SelvesOf(ISymbol owner) =>
        owner.IsStatic || owner.ContainingType is not { TypeKind: TypeKind.Class } type ? [null] : [.. Hierarchy.ObjectsOf(type)];

    // A member without events may still return something, or leave something in a field.
    private MethodFlow Summary(IMethodSymbol method, INamedTypeSymbol? self, int level, CancellationToken cancellation)
    {
        if (method.IsStatic) self = null;
        return BodyOf(method, cancellation) is { } body
            ? Keep(summaries[level], new(method, self), () => Walk(method, self, [body], level, SizeOf(method, body), cancellation))
            : MethodFlow.Empty;
    }

    private (MethodFlow, int Steps) Walk(ISymbol owner, INamedTypeSymbol? self, ImmutableArray<IOperation> bodies, int level, int size, CancellationToken cancellation)
    {
        var work = new Work(size, cancellation);
        try
        {
            return (new Interpreter(this, owner, self, level, work, cancellation).Run(bodies), size + work.Steps);
        }
        catch (InsufficientExecutionStackException)
        {
            // The host's stack is smaller than any that is known; what is to be found matters less than the host.
            return (MethodFlow.Empty, size + work.Steps);
        }
    }

    // Two threads may walk one member; the first result is everybody's, and counted once.
    private MethodFlow Keep(ConcurrentDictionary<BoundMember, MethodFlow> kept, BoundMember member, Func<(MethodFlow Flow, int Steps)> walk)
    {
        if (kept.TryGetValue(member, out MethodFlow? known)) return known;
        var (flow, taken) = walk();
        if (!kept.TryAdd(member, flow)) return kept[member];
        Interlocked.Add(ref steps, taken);
        return flow;
    }

    /// <summary>How many operations the body of a method holds.</summary>
    public int SizeOf(IMethodSymbol method, IOperation body) =>
        sizes.TryGetValue(method, out int known) ? known : sizes.GetOrAdd(method, SizeOf(body));

    private static int SizeOf(IOperation body) => body.DescendantsAndSelf().Count();

    /// <summary>The body of a method of this compilation.</summary>
    public IOperation? BodyOf(IMethodSymbol method, CancellationToken cancellation) =>
        bodies.TryGetValue(method, out IOperation? known) ? known : bodies.GetOrAdd(method, FindBody(method, cancellation));

    private IOperation? FindBody(IMethodSymbol method, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            SyntaxNode node = reference.GetSyntax(cancellation);
            bool hasBody = node is BaseMethodDeclarationSyntax { Body: not null } or BaseMethodDeclarationSyntax { ExpressionBody: not null }
                or AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null } or ArrowExpressionClauseSyntax
                or CompilationUnitSyntax;
            if (hasBody && OperationOf(node, cancellation) is { } body) return body;
        }
        return null;
    }

    /// <summary>The method that a call runs, where it is one of this compilation and ML.NET's types are about.</summary>
    /// <param name="method">The method that is called.</param>
    /// <param name="self">The class of the object that it is called on, where it is known.</param>
    /// <param name="isVirtual">Whether the call goes to the method of that class.</param>
    public IMethodSymbol? Follow(IMethodSymbol method, INamedTypeSymbol? self, bool isVirtual)
    {
        IMethodSymbol definition = (method.ReducedFrom ?? method).OriginalDefinition;
        IMethodSymbol? run = isVirtual ? Hierarchy.Implementation(definition, self) : definition;
        // A helper that takes anything speaks of ML.NET's types where it is given them.
        return run is not null && (CanFollow(run) || IsOurs(run) && method.TypeArguments.Any(static t => Speaks(t, 0))) ? run : null;
    }

    /// <summary>Whether a method is of this compilation, and ML.NET's types are about.</summary>
    private bool CanFollow(IMethodSymbol method)
    {
        IMethodSymbol definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return followable.GetOrAdd(definition, symbol =>
        {
            var m = (IMethodSymbol)symbol;
            return IsOurs(m)
                && (Speaks(m.ReturnType, 0) || IsNames(m.ReturnType) || m.Parameters.Any(static p => Speaks(p.Type, 0))
                    || holders.GetOrAdd(m.ContainingType, static type => MembersOf((INamedTypeSymbol)type).Any(HoldsMlNet)));
        });
    }

    // What a base class holds, those that derive from it hold, too.
    private static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? at = type; at is not null && at.SpecialType == SpecialType.None; at = at.BaseType)
            foreach (ISymbol member in at.GetMembers()) yield return member;
    }

    // A project that is referenced as source has syntax too, but that is another compilation's.
    private bool IsOurs(ISymbol symbol) => symbol.Locations.Any(l => l.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree));

    private static bool HoldsMlNet(ISymbol member) => member is IFieldSymbol field && Speaks(field.Type, 0);

    // A method may put the names of columns together.
    private static bool IsNames(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => true,
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String } => true,
        INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_String }], ContainingNamespace.Name: "Generic" } => true,
        _ => false,
    };

    private static bool Speaks(ITypeSymbol type, int depth) => depth < 4 && (KnownSymbols.IsMlNet(type) || type switch
    {
        IArrayTypeSymbol array => Speaks(array.ElementType, depth + 1),
        INamedTypeSymbol { TypeArguments: { IsEmpty: false } arguments } => arguments.Any(a => Speaks(a, depth + 1)),
        _ => false,
    });

    /// <summary>Whether a variable keeps the value it starts with.</summary>
    public static bool IsAssignedOnce(ISymbol variable, IOperation use, CancellationToken cancellation)
    {
        if (variable is IFieldSymbol) return true;
        SyntaxNode body = use.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m =>
            m is not GlobalStatementSyntax) ?? use.Syntax.SyntaxTree.GetRoot(cancellation);
        return !FieldWriters.TargetsOf(body).Contains(variable.Name);
    }

    /// <summary>What a node of this compilation does. The compilation of an analyzer keeps one model per file; another would bind each body again.</summary>
    public IOperation? OperationOf(SyntaxNode node, CancellationToken cancellation) =>
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

    private static T[] PerLevel<T>(Func<T> make) => [.. Enumerable.Range(0, Levels + 1).Select(_ => make())];
}
