using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Rules;

/// <summary>A method that does nothing but ask an engine's schema what the keys of a column stand for, as Model Builder writes <c>GetLabels</c>.</summary>
/// <param name="Method">The method.</param>
/// <param name="Column">The column.</param>
internal sealed record LabelReader(MethodDeclarationSyntax Method, string Column)
{
    private const string Find = "GetColumnOrNull", Read = "GetKeyValues", Values = "DenseValues", Each = "Select";

    private static readonly string[] Calls = [Find, Read, Values, Each, nameof(ToString)];

    /// <summary>The method in which an engine is asked for its schema; null where it does anything else.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="semantics">What names mean.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static LabelReader? Of(ExpressionSyntax engine, SemanticModel semantics, CancellationToken cancellation)
    {
        if (engine.Parent is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "OutputSchema" } || engine.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { Body: { } body } method) return null;
        if (semantics.GetDeclaredSymbol(method, cancellation) is not { ReturnType: INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T, TypeArguments: [{ SpecialType: SpecialType.System_String }] } }) return null;
        if (!body.Statements.All(IsPlain) || body.Statements.Last() is not ReturnStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax values } } each }) return null;
        InvocationExpressionSyntax[] calls = [.. body.DescendantNodes().OfType<InvocationExpressionSyntax>()];
        if (NameOf(each) != Each || !IsText(each) || NameOf(values) != Values || calls.Any(static call => !Calls.Contains(NameOf(call))) || calls.Count(static call => NameOf(call) == Read) != 1) return null;
        InvocationExpressionSyntax[] found = [.. calls.Where(static call => NameOf(call) == Find)];
        return found is [{ ArgumentList.Arguments: [{ Expression: var name }] }] && semantics.GetConstantValue(name, cancellation) is { HasValue: true, Value: string column } ? new LabelReader(method, column) : null;
    }

    // Variables, an error where there is no such column, the keys, and what is returned: nothing that somebody else would see.
    private static bool IsPlain(StatementSyntax statement) => statement switch
    {
        LocalDeclarationStatementSyntax or ReturnStatementSyntax => !statement.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => NameOf(call) == Read,
        IfStatementSyntax { Else: null, Statement: ThrowStatementSyntax or BlockSyntax { Statements: [ThrowStatementSyntax] } } => true,
        _ => false,
    };

    // Each name as it is: x => x.ToString().
    private static bool IsText(InvocationExpressionSyntax each)
    {
        if (each.ArgumentList.Arguments is not [{ Expression: LambdaExpressionSyntax { Body: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call } lambda }]) return false;
        string? own = lambda switch
        {
            SimpleLambdaExpressionSyntax simple => simple.Parameter.Identifier.ValueText,
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var only] } => only.Identifier.ValueText,
            _ => null,
        };
        return call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(ToString), Expression: IdentifierNameSyntax name } && name.Identifier.ValueText == own;
    }

    private static string NameOf(InvocationExpressionSyntax call) => (call.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText ?? "";
}
