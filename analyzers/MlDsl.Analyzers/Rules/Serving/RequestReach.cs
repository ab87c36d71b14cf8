using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>
/// The methods that requests run, and the members that they touch: from the actions of controllers, pages, hubs and components and the handlers
/// of endpoints on, through the classes of the compilation that implement the interfaces they call. Looked for when a rule asks, in the files
/// that can lead to the member it asks about, so that nobody pays for the rest of a project.
/// </summary>
internal sealed class RequestReach
{
    /// <summary>Web applications are larger than what their requests run; beyond so many methods nothing is claimed.</summary>
    private const int Most = 5000;

    /// <summary>The option with the names of this project's types that web applications name, by spaces; the tool sets it.</summary>
    public const string NamedByWebApplications = "mldsl_named_by_web_applications";

    /// <summary>The option with the names of this project's methods that web applications call for their requests, by spaces; the tool sets it.</summary>
    public const string CalledByWebApplications = "mldsl_called_by_web_applications";

    private static readonly ConditionalWeakTable<Compilation, RequestReach> Cache = new();

    private readonly Compilation compilation;
    private readonly FlowAnalysis flow;
    private readonly ConcurrentDictionary<ISymbol, Reached> reached = new(SymbolEqualityComparer.Default);
    private readonly ImmutableHashSet<string>? named, called;
    private HashSet<string>? shortLived;
    private bool? answers;

    private RequestReach(Compilation compilation, AnalyzerOptions options)
    {
        (this.compilation, flow) = (compilation, FlowAnalysis.For(compilation));
        (named, called) = (Names(NamedByWebApplications), Names(CalledByWebApplications));

        ImmutableHashSet<string>? Names(string option) =>
            options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(option, out string? names) ? [.. names.Split([' '], StringSplitOptions.RemoveEmptyEntries)] : null;
    }

    /// <summary>What requests reach in a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">The options of its project, which may say what others call.</param>
    public static RequestReach For(Compilation compilation, AnalyzerOptions options) => Cache.GetValue(compilation, c => new RequestReach(c, options));

    /// <summary>Whether requests run a method, or touch a field or property.</summary>
    public bool Holds(ISymbol member, CancellationToken cancellation) => Look(member, cancellation).Members.Contains(member.OriginalDefinition);

    /// <summary>Whether requests run a method, or touch a field or property, on some way that waits for no other request.</summary>
    public bool HoldsUnlocked(ISymbol member, CancellationToken cancellation) => Look(member, cancellation).Unlocked.Contains(member.OriginalDefinition);

    /// <summary>
    /// Whether requests touch a member at once, as far as this compilation can tell: nothing in it answers one where it is a library. Who knows
    /// the web applications that reference the library says which of its types they name.
    /// </summary>
    public bool MayHold(ISymbol member, CancellationToken cancellation) => HoldsUnlocked(member, cancellation)
        || !Answers(cancellation) && compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary
        && named?.Contains(member.ContainingType.Name) != false;

    /// <summary>Whether requests make objects with a constructor, and keep none of them.</summary>
    public bool Makes(IMethodSymbol constructor, CancellationToken cancellation) => Look(constructor, cancellation).Made.Contains(constructor.OriginalDefinition);

    /// <summary>Whether each request, or whoever asks for it, has an object of a class for itself.</summary>
    public bool IsMadeForEach(INamedTypeSymbol type, CancellationToken cancellation) => RequestPaths.IsMadeForEach(type, flow.Symbols)
        || (shortLived ??= ShortLived(cancellation)) is { Count: > 0 } registered && (registered.Contains(type.Name) || type.AllInterfaces.Any(i => registered.Contains(i.Name)));

    // services.AddScoped<IFares, Fares>()
    private HashSet<string> ShortLived(CancellationToken cancellation) => new(flow.Names(cancellation).Files.Where(static file => Registrations.ShortLived.Any(file.Says))
        .SelectMany(file => file.Tree.GetRoot(cancellation).DescendantNodes().OfType<GenericNameSyntax>())
        .Where(static name => Registrations.ShortLived.Contains(name.Identifier.ValueText))
        .Select(static name => Mention.NameOf(name.TypeArgumentList.Arguments.Last())), StringComparer.Ordinal);

    // Two threads may look; both find the same. Members of one type are asked about together.
    private Reached Look(ISymbol member, CancellationToken cancellation)
    {
        INamedTypeSymbol type = member.ContainingType.OriginalDefinition;
        return reached.TryGetValue(type, out Reached? known) ? known : reached.GetOrAdd(type, Find(type, cancellation));
    }

    /// <summary>Whether anything in the compilation answers requests.</summary>
    private bool Answers(CancellationToken cancellation) => answers ??= flow.Names(cancellation).Files.Any(static file => file.Handlers.Count > 0)
        || NamedHandlers(null, cancellation).Any() || flow.Hierarchy.Types.Any(type => RequestPaths.IsController(type, flow.Symbols) || RequestPaths.AnswersRequests(type));

    private Reached Find(INamedTypeSymbol asked, CancellationToken cancellation)
    {
        HashSet<ISymbol> found = Symbols(), unlocked = Symbols(), made = Symbols();
        var implementations = new Dictionary<IMethodSymbol, List<IMethodSymbol>>(SymbolEqualityComparer.Default);
        var open = new Queue<(IMethodSymbol Method, bool IsLocked)>();
        var files = flow.Names(cancellation).LeadingTo(asked.DeclaringSyntaxReferences.Select(static r => r.SyntaxTree).Where(compilation.ContainsSyntaxTree), cancellation);
        var types = flow.Hierarchy.TypesIn(files).ToList();
        foreach (INamedTypeSymbol type in types)
        {
            bool isController = RequestPaths.IsController(type, flow.Symbols);
            if (isController || RequestPaths.AnswersRequests(type))
                foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>().Where(m => !isController || RequestPaths.IsAction(m) || m is { MethodKind: MethodKind.Constructor, IsStatic: false })) Open(method, isLocked: false);
        }
        foreach (INamedTypeSymbol type in types.Where(IsNamedOutside))
            foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>().Where(m => m is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public } && called!.Contains(m.Name))) Open(method, isLocked: false);
        foreach (IOperation handler in Handlers(files, cancellation)) EnqueueCallsOf(handler, keepsNothing: false, isLocked: false);
        foreach (IMethodSymbol handler in NamedHandlers(files, cancellation)) Open(handler, isLocked: false);
        while (open.Count > 0 && found.Count < Most)
        {
            cancellation.ThrowIfCancellationRequested();
            var (next, isLocked) = open.Dequeue();
            // What a lock leads to first may be come to without one as well.
            if ((found.Add(next) | (!isLocked && unlocked.Add(next))) && flow.BodyOf(next, cancellation) is { } body)
                EnqueueCallsOf(body, RequestPaths.IsController(next.ContainingType, flow.Symbols), isLocked);
        }
        return open.Count == 0 ? new Reached(found, unlocked, made) : new Reached(Symbols(), Symbols(), Symbols());

        void Open(IMethodSymbol method, bool isLocked)
        {
            if (!(isLocked ? found : unlocked).Contains(method) && method.DeclaringSyntaxReferences.Any(r => files.Contains(r.SyntaxTree))) open.Enqueue((method, isLocked));
        }

        // What an object that lives as long as a request keeps is made again with the next one.
        void EnqueueCallsOf(IOperation body, bool keepsNothing, bool isLocked)
        {
            ImmutableArray<IOperation> all = [.. body.DescendantsAndSelf()];
            var turns = isLocked ? null : Turns.Of(all, type => IsMadeForEach(type, cancellation) || made.Any(constructor => SymbolEqualityComparer.Default.Equals(constructor.ContainingType, type)));
            foreach (IOperation operation in all)
            {
                bool waits = isLocked || turns!.Hold(operation);
                if (operation is IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } touched)
                {
                    found.Add(touched.Member.OriginalDefinition);
                    if (!waits) unlocked.Add(touched.Member.OriginalDefinition);
                }
                IMethodSymbol? called = operation switch
                {
                    IInvocationOperation call => call.TargetMethod,
                    IMethodReferenceOperation named => named.Method,
                    IPropertyReferenceOperation property => property.Property.GetMethod,
                    IObjectCreationOperation creation => creation.Constructor,
                    _ => null,
                };
                if (called is null) continue;
                if (operation is IObjectCreationOperation && !KeptValues.MayBeKept(operation, onlyStatic: keepsNothing)) made.Add(called.OriginalDefinition);
                foreach (IMethodSymbol run in RunBy((called.ReducedFrom ?? called).OriginalDefinition, types, implementations)) Open(run, waits);
            }
        }
    }

    // Web applications name the class of a library, or the interface by which they have it.
    private bool IsNamedOutside(INamedTypeSymbol type) => called is { IsEmpty: false } && named is not null && type.TypeKind == TypeKind.Class
        && (named.Contains(type.Name) || type.AllInterfaces.Any(i => named.Contains(i.Name)));

    private List<IMethodSymbol> RunBy(IMethodSymbol called, List<INamedTypeSymbol> types, Dictionary<IMethodSymbol, List<IMethodSymbol>> implementations)
    {
        if (!SymbolEqualityComparer.Default.Equals(called.ContainingAssembly, compilation.Assembly)) return [];
        if (called.ContainingType.TypeKind != TypeKind.Interface) return [called];
        if (!implementations.TryGetValue(called, out List<IMethodSymbol>? known))
        {
            known =
            [
                .. from type in types
                   where type.TypeKind == TypeKind.Class
                   from implemented in type.AllInterfaces
                   where SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, called.ContainingType)
                   from member in implemented.GetMembers(called.Name)
                   where SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, called)
                   let method = type.FindImplementationForInterfaceMember(member) as IMethodSymbol
                   where method is not null
                   select method.OriginalDefinition,
            ];
            implementations.Add(called, known);
        }
        return known;
    }

    // app.MapPost("/fare", Predict)
    private IEnumerable<IMethodSymbol> NamedHandlers(HashSet<SyntaxTree>? files, CancellationToken cancellation) => flow.Names(cancellation).Files
        .Where(file => files is null || files.Contains(file.Tree)).SelectMany(static file => file.Endpoints)
        .Select(call => flow.OperationOf(call, cancellation)).OfType<IInvocationOperation>()
        .SelectMany(static call => call.Arguments).SelectMany(static a => a.Value.DescendantsAndSelf()).OfType<IMethodReferenceOperation>()
        .Select(static named => named.Method.OriginalDefinition);

    private static HashSet<ISymbol> Symbols() => new(SymbolEqualityComparer.Default);

    private IEnumerable<IOperation> Handlers(HashSet<SyntaxTree> files, CancellationToken cancellation) => flow.Names(cancellation).Files
        .Where(file => files.Contains(file.Tree)).SelectMany(static file => file.Handlers)
        .Select(handler => flow.OperationOf(handler, cancellation)).OfType<IOperation>();

    /// <summary>What requests reach.</summary>
    /// <param name="Members">The methods they run, and the fields and properties those touch.</param>
    /// <param name="Unlocked">Those of them that one request runs or touches without waiting for another.</param>
    /// <param name="Made">The constructors of objects that they make and do not keep.</param>
    private sealed record Reached(HashSet<ISymbol> Members, HashSet<ISymbol> Unlocked, HashSet<ISymbol> Made);
}
