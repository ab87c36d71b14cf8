using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Who has to give native memory of ONNX Runtime back.</summary>
internal static class Ownership
{
    /// <summary>Whether the caller of <paramref name="made"/> owns what it gives.</summary>
    public static bool IsOwned(IOperation made) => made switch
    {
        IObjectCreationOperation { Type: { Name: "InferenceSession" or "RunOptions" } type } => KnownSymbols.IsOnnxRuntime(type),
        IInvocationOperation { TargetMethod: { ContainingType.Name: "OrtValue", IsStatic: true, ReturnType.Name: "OrtValue" } create } =>
            create.Name.StartsWith("Create", StringComparison.Ordinal) && KnownSymbols.IsOnnxRuntime(create),
        IInvocationOperation { TargetMethod: { Name: "CreateIoBinding", ContainingType.Name: "InferenceSession" } create } =>
            KnownSymbols.IsOnnxRuntime(create),
        IInvocationOperation { TargetMethod: { ReturnsVoid: false } run } => KnownSymbols.IsSessionRun(run),
        _ => false,
    };

    /// <summary>Whether a use only reads; disposing, returning, storing or passing on may give the memory back.</summary>
    public static bool IsOnlyUse(ILocalReferenceOperation use)
    {
        IOperation? parent = Converted(use).Parent;
        return parent switch
        {
            IInvocationOperation call when call.Instance?.WithoutConversion() == use => call.TargetMethod.Name is not ("Dispose" or "DisposeAsync"),
            IPropertyReferenceOperation property => property.Instance?.WithoutConversion() == use && !IsKept(property),
            IForEachLoopOperation => true,
            _ => IsQueried(parent) && !IsKept(parent!.Parent!) || IsGivenToRun(use),
        };
    }

    /// <summary>Whether what was taken out of the results, by an index or a query, is itself returned or kept; whoever has it may dispose of it.</summary>
    public static bool IsKept(IOperation part)
    {
        if (!HoldsValues(part.Type)) return false;
        IOperation at = Converted(part);
        return at.Parent switch
        {
            IReturnOperation or ISimpleAssignmentOperation => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var named } } =>
                BodyIndex.Of(part).UsesOf(named).Any(static use => Converted(use).Parent is IInvocationOperation { TargetMethod.Name: "Dispose" } || IsKept(use)),
            IArgumentOperation argument => IsQueried(argument) ? IsKept(argument.Parent!) : !IsGivenToRun(part),
            ITupleOperation or IArrayInitializerOperation or IObjectOrCollectionInitializerOperation => true,
            _ => false,
        };
    }

    // One of Run's results, or a list or query of them.
    private static bool HoldsValues(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => HoldsValues(array.ElementType),
        INamedTypeSymbol { Name: "DisposableNamedOnnxValue" or "OrtValue" or "NamedOnnxValue" } => true,
        INamedTypeSymbol { TypeArguments: { IsEmpty: false } arguments } => arguments.Any(HoldsValues),
        _ => false,
    };

    /// <summary>Whether an argument is read by a query.</summary>
    public static bool IsQueried(IOperation? argument) =>
        argument is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsExtensionMethod: true, ContainingType.Name: "Enumerable" } } };

    /// <summary>Whether <paramref name="value"/> is handed to a run, by itself or in a list, which leaves it to whoever made it.</summary>
    public static bool IsGivenToRun(IOperation value)
    {
        IOperation at = Converted(value);
        while (at.Parent is IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation) at = Converted(at.Parent);
        return at.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } }
            && KnownSymbols.IsOnnxRuntime(method)
            && (method.ContainingType.Name == "InferenceSession" && method.Name.StartsWith("Run", StringComparison.Ordinal)
                || method.ContainingType.Name == "OrtIoBinding" && method.Name.StartsWith("Bind", StringComparison.Ordinal))
            || IsPutIntoListOfRun(at.Parent);
    }

    // A list or dictionary that is itself only filled and handed to runs.
    private static bool IsPutIntoListOfRun(IOperation? part)
    {
        ILocalSymbol? list = part switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var declared } } => declared,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Add" } add } => FilledBy(add.Instance, add),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true } entry } assignment => FilledBy(entry.Instance, assignment),
            _ => null,
        };
        return list is not null && IsList(list.Type) && BodyIndex.Of(part!).UsesOf(list).All(use => Converted(use).Parent switch
        {
            IInvocationOperation { TargetMethod.Name: "Add" } => true,
            IPropertyReferenceOperation { Property.IsIndexer: true, Parent: ISimpleAssignmentOperation } => true,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } => method.ContainingType.Name == "InferenceSession"
                && method.Name.StartsWith("Run", StringComparison.Ordinal) && KnownSymbols.IsOnnxRuntime(method),
            _ => false,
        });
    }

    private static bool IsList(ITypeSymbol type) => type is IArrayTypeSymbol || type is INamedTypeSymbol { ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } };

    // list.Add(value), list[name] = value, or either inside the list's own initializer.
    private static ILocalSymbol? FilledBy(IOperation? list, IOperation filling)
    {
        if (list is ILocalReferenceOperation { Local: var local }) return local;
        if (list is not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }) return null;
        return filling.Parent is IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation creation }
            && Converted(creation).Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var declared } } ? declared : null;
    }

    // What a value is after the conversions around it.
    private static IOperation Converted(IOperation value)
    {
        while (value.Parent is IConversionOperation conversion) value = conversion;
        return value;
    }
}
