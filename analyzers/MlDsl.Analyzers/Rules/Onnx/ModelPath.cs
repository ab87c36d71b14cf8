using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Which file an expression names, whatever folder it lies in.</summary>
/// <param name="stack">The calls that led to the expression: what a parameter stands for is written in them.</param>
/// <param name="compilation">The project.</param>
/// <param name="cancellation">Ends the work.</param>
internal readonly struct ModelPath(ImmutableArray<IInvocationOperation> stack, Compilation compilation, CancellationToken cancellation)
{
    private const int Deepest = 8;

    /// <summary>The file's name; null where it may be another each time.</summary>
    public string? NameOf(IOperation? path) => NameOf(path, 0);

    private string? NameOf(IOperation? path, int depth)
    {
        if (path is null || depth > Deepest) return null;
        path = path.WithoutConversion();
        if (path.ConstantValue is { HasValue: true, Value: string text }) return text.Substring(text.LastIndexOfAny(['/', '\\']) + 1);
        return path switch
        {
            ILocalReferenceOperation { Local: var local } when FlowAnalysis.IsAssignedOnce(local, path, cancellation) => NameOf(BodyIndex.Of(path).InitializerOf(local), depth + 1),
            IParameterReferenceOperation { Parameter: var parameter } when FlowAnalysis.IsAssignedOnce(parameter, path, cancellation) => Given(parameter, depth),
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol { IsIndexer: false } } member => NameOf(Kept(member.Member.OriginalDefinition), depth + 1),
            IInvocationOperation { TargetMethod: { Name: "Combine" or "Join" or "GetFullPath", ContainingType.Name: "Path" } } put => NameOf(Last(put), depth + 1),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => InFolder(sum.RightOperand),
            IInterpolatedStringOperation { Parts: [.., IInterpolatedStringTextOperation { Text: var end }] } => InFolder(end),
            _ => null,
        };
    }

    // Path.GetFullPath has the folder second.
    private static IOperation? Last(IInvocationOperation put)
    {
        if (put.TargetMethod.Name == "GetFullPath") return put.Argument("path");
        return put.Arguments.LastOrDefault()?.Value is var last && last is IArrayCreationOperation { Initializer.ElementValues: [.., { } end] } ? end : last;
    }

    // folder + "/fare.zip": without the sign it is the end of a name.
    private static string? InFolder(IOperation end) => end.ConstantValue is { HasValue: true, Value: string text } && text.LastIndexOfAny(['/', '\\']) is >= 0 and var at ? text.Substring(at + 1) : null;

    private string? Given(IParameterSymbol parameter, int depth)
    {
        if (stack.IsDefaultOrEmpty) return null;
        IInvocationOperation call = stack[stack.Length - 1];
        IArgumentOperation? argument = call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal && a.Parameter.Name == parameter.Name);
        return new ModelPath(stack.RemoveAt(stack.Length - 1), compilation, cancellation).NameOf(argument?.Value, depth + 1);
    }

    // What a field or property is given where it is declared, and nowhere else.
    private IOperation? Kept(ISymbol member)
    {
        // Of one that others override nobody knows which is read.
        if (member is IPropertySymbol property && (property.IsVirtual || property.IsAbstract || property.IsOverride || property.ContainingType.TypeKind == TypeKind.Interface)) return null;
        var analysis = FlowAnalysis.For(compilation);
        foreach (SyntaxNode part in FieldWriters.PartsOf(member, compilation, cancellation))
            if (part is PropertyDeclarationSyntax { ExpressionBody.Expression: { } computed }) return analysis.OperationOf(computed, cancellation);
        return FieldWriters.Of(member, analysis.Hierarchy, compilation, cancellation) is (EqualsValueClauseSyntax { Value: { } value }, { Count: 0 }) ? analysis.OperationOf(value, cancellation) : null;
    }
}
