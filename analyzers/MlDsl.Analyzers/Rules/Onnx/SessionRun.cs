using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>What one call of <c>InferenceSession.Run</c> says: which file the session is of, what it is given and what is asked of it.</summary>
internal sealed class SessionRun(IInvocationOperation run, Compilation compilation, CancellationToken cancellation)
{
    private readonly BodyIndex body = BodyIndex.Of(run);

    /// <summary>The path that the session was made from; null where that is not one place.</summary>
    public IOperation? Path => Creation(run.Instance?.WithoutConversion()) is { Arguments: [{ Value: var path }, ..] } ? path : null;

    /// <summary>The names that are given, with the value's type and shape where they are known.</summary>
    public IEnumerable<(IOperation Name, ITypeSymbol? Item, IOperation? Shape)> Inputs()
    {
        foreach (IOperation operation in Parts(run.Argument("inputs")))
        {
            switch (operation)
            {
                case IInvocationOperation { TargetMethod: { Name: "CreateFromTensor", TypeArguments: [{ } item] } } made
                    when KnownSymbols.IsOnnxRuntime(made.TargetMethod):
                    if (made.Argument("name") is { } name)
                        yield return (name, item, Made(made.Argument("value")) is IObjectCreationOperation tensor ? Dimensions(tensor) : null);
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ Value: { } key }] } } entry:
                    yield return Entry(key, entry.Value);
                    break;
                case IInvocationOperation { TargetMethod.Name: "Add", Arguments: [{ Value: { } key }, { Value: { } value }] }:
                    yield return Entry(key, value);
                    break;
            }
        }
    }

    /// <summary>The names that are asked for.</summary>
    public IEnumerable<IOperation> Outputs() => Elements(Made(run.Argument("outputNames")));

    /// <summary>The elements of a list that is spelt out; none of another.</summary>
    public static IEnumerable<IOperation> Elements(IOperation? list) => list?.WithoutConversion() switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        ICollectionExpressionOperation collection => collection.Elements.Where(static e => e is not ISpreadOperation),
        IObjectCreationOperation { Initializer: { } initializer } => initializer.Initializers.OfType<IInvocationOperation>()
            .Where(static c => c is { TargetMethod.Name: "Add", Arguments.Length: 1 }).Select(static c => c.Arguments[0].Value),
        _ => [],
    };

    private (IOperation, ITypeSymbol?, IOperation?) Entry(IOperation key, IOperation value) =>
        Made(value) is IInvocationOperation { TargetMethod: { Name: "CreateTensorValueFromMemory", TypeArguments: [{ } item] } } tensor
            ? (key, item, Made(tensor.Argument("shape"))) : (key, null, null);

    private static IOperation? Dimensions(IObjectCreationOperation tensor) =>
        tensor.Arguments.FirstOrDefault(static a => a.Parameter?.Name == "dimensions")?.Value;

    /// <summary>All that is written into a list, where it is written and where it is filled.</summary>
    private IEnumerable<IOperation> Parts(IOperation? list, int depth = 0)
    {
        if (list is null || depth > 2) yield break;
        foreach (IOperation operation in list.DescendantsAndSelf())
        {
            yield return operation;
            if (operation is not ILocalReferenceOperation { Local: var local } || Assigned(local) is not { } value) continue;
            foreach (IOperation inner in Parts(value, depth + 1)) yield return inner;
            if (depth > 0) continue;
            foreach (ILocalReferenceOperation use in body.UsesOf(local))
            {
                IOperation? filling = use.Parent is IInvocationOperation { TargetMethod.Name: "Add" } ? use.Parent
                    : use.Parent is IPropertyReferenceOperation { Property.IsIndexer: true, Parent: ISimpleAssignmentOperation assignment } entry
                        && assignment.Target == entry ? assignment : null;
                foreach (IOperation inner in Parts(filling, depth + 1)) yield return inner;
            }
        }
    }

    /// <summary>The expression that made a value: itself, or what its variable was given once.</summary>
    private IOperation? Made(IOperation? value) => value?.WithoutConversion() switch
    {
        ILocalReferenceOperation { Local: var local } => Assigned(local)?.WithoutConversion(),
        var other => other,
    };

    private IOperation? Assigned(ILocalSymbol local)
    {
        bool changes = body.UsesOf(local).Any(static u => u.Parent is IAssignmentOperation assignment && assignment.Target == u
            || u.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out });
        return changes ? null : body.InitializerOf(local);
    }

    private IObjectCreationOperation? Creation(IOperation? session) => session switch
    {
        ILocalReferenceOperation { Local: var local } => Assigned(local)?.WithoutConversion() as IObjectCreationOperation,
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => Kept(member.Member),
        _ => session as IObjectCreationOperation,
    };

    // A field that is given its session where it is declared, or in one constructor.
    private IObjectCreationOperation? Kept(ISymbol member)
    {
        var (initializer, writers) = FieldWriters.Of(member, FlowAnalysis.For(compilation).Hierarchy, compilation, cancellation);
        ExpressionSyntax? value = (initializer, writers) switch
        {
            (EqualsValueClauseSyntax { Value: var given }, []) => given,
            (null, [{ MethodKind: MethodKind.Constructor } constructor]) => Only(constructor, member.Name),
            _ => null,
        };
        return value is null ? null : compilation.GetSemanticModel(value.SyntaxTree).GetOperation(value, cancellation)?.WithoutConversion() as IObjectCreationOperation;
    }

    private ExpressionSyntax? Only(IMethodSymbol constructor, string member) =>
        FieldWriters.PartsOf(constructor, compilation, cancellation).SelectMany(part => FieldWriters.TargetsOf(part)[member])
            .Select(static name => name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own : (ExpressionSyntax)name)
            .Select(static target => target.Parent as AssignmentExpressionSyntax)
            .ToList() is [{ Right: var value }] ? value : null;
}
