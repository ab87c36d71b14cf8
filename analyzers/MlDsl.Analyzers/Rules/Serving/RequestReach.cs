using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>
/// The methods that requests run, and the members that they touch: from the actions of controllers, pages, hubs and components and the handlers
/// of endpoints on, through the classes of the compilation that implement the interfaces they call. Looked for when a rule first asks, so that
/// projects without anything to ask about pay nothing.
/// </summary>
internal sealed class RequestReach
{
    /// <summary>Web applications are larger than what their requests run; beyond so many methods nothing is claimed.</summary>
    private const int Most = 5000;

    private static readonly ConditionalWeakTable<Compilation, RequestReach> Cache = new();

    private readonly Compilation compilation;
    private readonly FlowAnalysis flow;
    private HashSet<ISymbol>? reached;
    private bool answers;

    private RequestReach(Compilation compilation) => (this.compilation, flow) = (compilation, FlowAnalysis.For(compilation));

    public static RequestReach For(Compilation compilation) => Cache.GetValue(compilation, static c => new RequestReach(c));

    /// <summary>Whether requests run a method, or touch a field or property.</summary>
    public bool Holds(ISymbol member, CancellationToken cancellation) => (reached ??= Find(cancellation)).Contains(member.OriginalDefinition);

    /// <summary>Whether requests run a member, as far as this compilation can tell: nothing in it answers one where it is a library.</summary>
    public bool MayHold(ISymbol member, CancellationToken cancellation) => Holds(member, cancellation) || !answers && compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary;

    private HashSet<ISymbol> Find(CancellationToken cancellation)
    {
        var found = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var implementations = new Dictionary<IMethodSymbol, List<IMethodSymbol>>(SymbolEqualityComparer.Default);
        var open = new Queue<IMethodSymbol>();
        var types = flow.Hierarchy.Types.ToList();
        foreach (INamedTypeSymbol type in types)
        {
            bool isController = RequestPaths.IsController(type, flow.Symbols);
            if (isController || RequestPaths.AnswersRequests(type))
                foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>().Where(m => !isController || RequestPaths.IsAction(m))) open.Enqueue(method);
        }
        foreach (IOperation handler in Handlers(cancellation))
        {
            answers = true;
            EnqueueCallsOf(handler);
        }
        answers |= open.Count > 0;
        while (open.Count > 0 && found.Count < Most)
        {
            cancellation.ThrowIfCancellationRequested();
            IMethodSymbol next = open.Dequeue();
            if (found.Add(next) && flow.BodyOf(next, cancellation) is { } body) EnqueueCallsOf(body);
        }
        return open.Count > 0 ? new HashSet<ISymbol>(SymbolEqualityComparer.Default) : found;

        void EnqueueCallsOf(IOperation body)
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
                foreach (IMethodSymbol run in RunBy((called.ReducedFrom ?? called).OriginalDefinition, types, implementations))
                    if (!found.Contains(run)) open.Enqueue(run);
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

    private IEnumerable<IOperation> Handlers(CancellationToken cancellation) => compilation.SyntaxTrees
        .SelectMany(tree => FileNames.Of(tree, cancellation).Handlers)
        .Select(handler => flow.OperationOf(handler, cancellation)).OfType<IOperation>();
}
