using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Generators.Features;

/// <summary>A member that a piece of code runs or reads, or a place where it cannot be told which.</summary>
/// <param name="Member">The member; null where there is none to name.</param>
/// <param name="IsVirtual">Whether another member may run in its place.</param>
/// <param name="Gap">What cannot be told, in words.</param>
internal readonly record struct CodeUse(ISymbol? Member, bool IsVirtual = false, string? Gap = null)
{
    /// <summary>Every use in <paramref name="part"/>, in the order of its operations.</summary>
    public static IEnumerable<CodeUse> In(SyntaxNode part, SemanticModel model, CancellationToken cancellation)
    {
        // The topmost nodes that are operations: a declaration itself, its types and its parameters are none.
        foreach (SyntaxNode node in Topmost(part, model, cancellation))
            foreach (IOperation operation in model.GetOperation(node, cancellation)!.DescendantsAndSelf())
                foreach (CodeUse use in Of(operation, model))
                    if (use.Member is not null || use.Gap is not null) yield return use;
    }

    private static IEnumerable<SyntaxNode> Topmost(SyntaxNode node, SemanticModel model, CancellationToken cancellation) =>
        model.GetOperation(node, cancellation) is not null ? [node] : node.ChildNodes().SelectMany(child => Topmost(child, model, cancellation));

    private static CodeUse[] Of(IOperation operation, SemanticModel model) => operation switch
    {
        IInvocationOperation { TargetMethod.MethodKind: not (MethodKind.DelegateInvoke or MethodKind.LocalFunction) } call => [Call(call.TargetMethod, call.IsVirtual)],
        IMethodReferenceOperation { Method.MethodKind: not MethodKind.LocalFunction } reference => [Call(reference.Method, reference.IsVirtual)],
        IPropertyReferenceOperation property => [Call(property.Property, IsOpen(property.Property) && property.Instance is not IInstanceReferenceOperation { Syntax: BaseExpressionSyntax })],
        IFieldReferenceOperation field => [new(field.Field)],
        IObjectCreationOperation creation => [new(creation.Constructor)],
        IBinaryOperation binary => [new(binary.OperatorMethod)],
        IUnaryOperation unary => [new(unary.OperatorMethod)],
        IConversionOperation conversion => [new(conversion.OperatorMethod)],
        ICompoundAssignmentOperation compound => [new(compound.OperatorMethod)],
        IIncrementOrDecrementOperation step => [new(step.OperatorMethod)],
        IRecursivePatternOperation pattern => [new(pattern.DeconstructSymbol)],
        IListPatternOperation list => [new(list.LengthSymbol), new(list.IndexerSymbol)],
        IImplicitIndexerReferenceOperation indexer => [new(indexer.LengthSymbol), new(indexer.IndexerSymbol)],
        ICollectionExpressionOperation collection => [new(collection.ConstructMethod)],
        IForEachLoopOperation { Syntax: CommonForEachStatementSyntax loop } => Loop(model.GetForEachStatementInfo(loop)),
        IDeconstructionAssignmentOperation { Syntax: AssignmentExpressionSyntax assignment } => Deconstruction(model.GetDeconstructionInfo(assignment)),
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicObjectCreationOperation or IDynamicIndexerAccessOperation => [Unknown(operation, "dynamic")],
        IFunctionPointerInvocationOperation => [Unknown(operation, "a call by pointer")],
        IInvalidOperation => [Unknown(operation, "not known to the compiler before generators have run")],
        _ => [],
    };

    private static CodeUse Call(ISymbol member, bool isVirtual) => new(member, isVirtual && IsOpen(member));

    // Another member can run in its place: overridable, and not where nothing can derive.
    private static bool IsOpen(ISymbol member) =>
        (member.IsVirtual || member.IsAbstract || member.IsOverride) && !member.IsSealed && member.ContainingType is not ({ IsSealed: true } or { IsValueType: true });

    private static CodeUse[] Loop(ForEachStatementInfo loop) =>
        [new(loop.GetEnumeratorMethod), new(loop.MoveNextMethod), new(loop.CurrentProperty), new(loop.ElementConversion.MethodSymbol)];

    private static CodeUse[] Deconstruction(DeconstructionInfo info) =>
        [new(info.Method), .. info.Nested.SelectMany(Deconstruction)];

    private static CodeUse Unknown(IOperation operation, string why) => new(null, Gap: $"'{operation.Syntax.ToString().Split('\n')[0].Trim()}' ({why})");
}
