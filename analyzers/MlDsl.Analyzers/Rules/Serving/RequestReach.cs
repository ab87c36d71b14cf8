using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
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

    private static readonly ConditionalWeakTable<Compilation, RequestReach> Cache = new();

    private readonly Compilation compilation;
    private readonly FlowAnalysis flow;
    private readonly ConcurrentDictionary<ISymbol, Reached> reached = new(SymbolEqualityComparer.Default);
    private bool? answers;

    private RequestReach(Compilation compilation) => (this.compilation, flow) = (compilation, FlowAnalysis.For(compilation));

    public static RequestReach For(Compilation compilation) => Cache.GetValue(compilation, static c => new RequestReach(c));

    /// <summary>Whether requests run a method, or touch a field or property.</summary>
    public bool Holds(ISymbol member, CancellationToken cancellation) => Look(member, cancellation).Members.Contains(member.OriginalDefinition);

    /// <summary>
    /// Whether requests run a member, as far as this compilation can tell: nothing in it answers one where it is a library. Who knows the web
    /// applications that reference the library says which of its types they name.
    /// </summary>
    public bool MayHold(ISymbol member, AnalyzerOptions options, CancellationToken cancellation) => Holds(member, cancellation)
        || !Answers(cancellation) && compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary
        && (!options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(NamedByWebApplications, out string? named) || named.Split(' ').Contains(member.ContainingType.Name));

    /// <summary>Whether requests make objects with a constructor, and keep none of them.</summary>
    public bool Makes(IMethodSymbol constructor, CancellationToken cancellation) => Look(constructor, cancellation).Made.Contains(constructor.OriginalDefinition);

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
        HashSet<ISymbol> found = Symbols(), made = Symbols();
        var implementations = new Dictionary<IMethodSymbol, List<IMethodSymbol>>(SymbolEqualityComparer.Default);
        var open = new Queue<IMethodSymbol>();
        var files = flow.Names(cancellation).LeadingTo(asked.DeclaringSyntaxReferences.Select(static r => r.SyntaxTree).Where(compilation.ContainsSyntaxTree), cancellation);
        var types = flow.Hierarchy.TypesIn(files).ToList();
        foreach (INamedTypeSymbol type in types)
        {
            bool isController = RequestPaths.IsController(type, flow.Symbols);
            if (isController || RequestPaths.AnswersRequests(type))
                foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>().Where(m => !isController || RequestPaths.IsAction(m) || m is { MethodKind: MethodKind.Constructor, IsStatic: false })) Open(method);
        }
        foreach (IOperation handler in Handlers(files, cancellation)) EnqueueCallsOf(handler, keepsNothing: false);
        foreach (IMethodSymbol handler in NamedHandlers(files, cancellation)) Open(handler);
        while (open.Count > 0 && found.Count < Most)
        {
            cancellation.ThrowIfCancellationRequested();
            IMethodSymbol next = open.Dequeue();
            if (found.Add(next) && flow.BodyOf(next, cancellation) is { } body) EnqueueCallsOf(body, RequestPaths.IsController(next.ContainingType, flow.Symbols));
        }
        return open.Count == 0 ? new Reached(found, made) : new Reached(Symbols(), Symbols());

        void Open(IMethodSymbol method)
        {
            if (!found.Contains(method) && method.DeclaringSyntaxReferences.Any(r => files.Contains(r.SyntaxTree))) open.Enqueue(method);
        }

        // What an object that lives as long as a request keeps is made again with the next one.
        void EnqueueCallsOf(IOperation body, bool keepsNothing)
        {
            foreach (IOperation operation in body.DescendantsAndSelf())
            {
                if (operation is IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } touched) found.Add(touched.Member.OriginalDefinition);
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
                foreach (IMethodSymbol run in RunBy((called.ReducedFrom ?? called).OriginalDefinition, types, implementations)) Open(run);
            }
        }
    }

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
    /// <param name="Made">The constructors of objects that they make and do not keep.</param>
    private sealed record Reached(HashSet<ISymbol> Members, HashSet<ISymbol> Made);
}
