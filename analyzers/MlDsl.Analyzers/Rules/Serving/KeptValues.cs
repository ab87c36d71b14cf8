using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Whether what an operation makes outlives the call that makes it: in a field, a cache, or with whoever called.</summary>
internal static class KeptValues
{
    /// <summary>How many calls a value is followed through; beyond, it may be kept.</summary>
    private const int Deepest = 4;

    /// <summary>Whether the value may be kept; a field of an object that lives no longer than a request does not keep it.</summary>
    /// <param name="operation">What makes the value.</param>
    /// <param name="onlyStatic">Whether only static members keep.</param>
    public static bool MayBeKept(IOperation operation, bool onlyStatic = false) => IsInLambdaOfAnother(operation) || IsHandedOn(operation, onlyStatic, 0);

    private static bool IsHandedOn(IOperation operation, bool onlyStatic, int depth)
    {
        if (depth > Deepest) return true;
        IOperation at = operation;
        while (at.Parent is IConversionOperation or ICoalesceOperation or IConditionalOperation or IParenthesizedOperation) at = at.Parent;
        if (IsKeptBy(at, onlyStatic, depth)) return true;
        ILocalSymbol? local = at.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var declared } } => declared,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned } } => assigned,
            _ => null,
        };
        return local is not null && BodyIndex.Of(operation).UsesOf(local).Any(use => IsKeptBy(Outermost(use), onlyStatic, depth));
    }

    private static IOperation Outermost(IOperation use)
    {
        while (use.Parent is IConversionOperation or IParenthesizedOperation or ITupleOperation) use = use.Parent;
        return use;
    }

    private static bool IsKeptBy(IOperation value, bool onlyStatic, int depth) => value.Parent switch
    {
        IAssignmentOperation { Target: IMemberReferenceOperation target } assignment when assignment.Value == value => !onlyStatic || Outlives(target),
        IAssignmentOperation { Target: IArrayElementReferenceOperation { ArrayReference: IMemberReferenceOperation array } } assignment when assignment.Value == value => !onlyStatic || array.Member.IsStatic,
        IReturnOperation => !onlyStatic,
        // An engine keeps its model. Set(key, model), TryAdd(name, engine): another keeps it.
        IArgumentOperation { Parent: IInvocationOperation call } => KnownSymbols.IsMlNet(call.TargetMethod)
            ? call.TargetMethod.Name == "CreatePredictionEngine" && IsHandedOn(call, onlyStatic, depth + 1)
            : !onlyStatic || IsPutAway(call, depth),
        IArgumentOperation { Parent: IObjectCreationOperation { Type: var type } } => !onlyStatic && !KnownSymbols.IsMlNet(type),
        _ => false,
    };

    // Model = …, models[name] = …, holder.Model = …: a static member, or an object that somebody gave.
    private static bool Outlives(IMemberReferenceOperation target) => target.Member.IsStatic || target.Instance?.WithoutConversion() switch
    {
        IMemberReferenceOperation holder => target.Member is not IPropertySymbol { IsIndexer: true } || Outlives(holder) || holder.Type is { } type && IsStore(type),
        IParameterReferenceOperation given => !IsOfTheRequest(given),
        _ => false,
    };

    // What a request brings goes with it: the parameter of an action that is none of the services. [ApiController] asks the services for classes that they have.
    private static bool IsOfTheRequest(IParameterReferenceOperation given) => given.Parameter is { ContainingSymbol: IMethodSymbol action, Type.TypeKind: not TypeKind.Interface } parameter
        && RequestPaths.IsAction(action) && given.SemanticModel is { Compilation: var compilation } && RequestPaths.IsController(action.ContainingType, KnownSymbols.For(compilation))
        && !parameter.GetAttributes().Any(static a => a.AttributeClass?.Name is "FromServicesAttribute" or "FromKeyedServicesAttribute")
        && !action.ContainingType.GetAttributes().Any(static a => a.AttributeClass?.Name == "ApiControllerAttribute");

    // cache.Set("model", model), with a cache that was given, or one that is static; one that is made here is kept itself, or keeps nothing.
    private static bool IsPutAway(IInvocationOperation call, int depth)
    {
        if (call.TargetMethod.Name is not ("Set" or "Add" or "TryAdd" or "AddOrUpdate" or "Put" or "Store" or "SetModel" or "Register" or "TryUpdate")) return false;
        IOperation? store = (call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments is [{ Value: var first }, ..] ? first : null))?.WithoutConversion();
        return (BodyIndex.Behind(store) ?? store) switch
        {
            IMemberReferenceOperation { Member.IsStatic: true } => true,
            IObjectCreationOperation made => IsHandedOn(made, onlyStatic: true, depth + 1),
            IParameterReferenceOperation given when IsOfTheRequest(given) => false,
            { Type: { } type } => IsStore(type),
            _ => false,
        };
    }

    private static bool IsStore(ITypeSymbol type) => Words.Of(type.Name).Any(static w => w is "cache" or "store" or "registry" or "holder" or "pool");

    // new Lazy<…>(() => …), GetOrAdd(key, _ => …): it runs when another says. What Task.Run is given runs now, and the
    // handler of an endpoint with each request.
    private static bool IsInLambdaOfAnother(IOperation operation)
    {
        for (IOperation? at = operation.Parent; at is not null; at = at.Parent)
        {
            if (at is not IAnonymousFunctionOperation lambda) continue;
            if (lambda.Syntax is AnonymousFunctionExpressionSyntax handler && RequestPaths.IsHandler(handler)) return false;
            IOperation outer = lambda;
            while (outer.Parent is IConversionOperation or IDelegateCreationOperation) outer = outer.Parent;
            bool runsNow = outer.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Run" or "StartNew", ContainingType.Name: "Task" or "TaskFactory" } } };
            if (!runsNow) return true;
        }
        return false;
    }
}
