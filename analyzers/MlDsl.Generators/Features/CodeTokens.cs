using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Generators.Features;

/// <summary>
/// The tokens of a piece of code in a form that tells its meaning: locals and parameters by number, other names as what they bind to,
/// literals by value, constants with their value.
/// </summary>
internal static class CodeTokens
{
    public static void Add(SyntaxNode part, SemanticModel model, ref TextHash hash, CancellationToken cancellation)
    {
        var locals = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        foreach (SyntaxToken token in part.DescendantTokens()) hash.Add(Text(token, model, locals, cancellation));
    }

    private static string Text(SyntaxToken token, SemanticModel model, Dictionary<ISymbol, int> locals, CancellationToken cancellation)
    {
        if (!token.IsKind(SyntaxKind.IdentifierToken)) return token.Parent is LiteralExpressionSyntax && token.Value is { } value ? Literal(value) : token.ValueText;
        if (Bound(token.Parent!, model, cancellation) is not { } symbol) return token.ValueText;
        return symbol switch
        {
            _ when IsInNameOf(token.Parent!) => token.ValueText,
            IParameterSymbol named when token.Parent!.Parent is NameColonSyntax => $"#{Number(named.Ordinal)}",
            ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or ITypeParameterSymbol or ILabelSymbol
                or IMethodSymbol { MethodKind: MethodKind.LocalFunction } => $"${Number(Index(symbol.OriginalDefinition, locals))}",
            IFieldSymbol { HasConstantValue: true } constant => $"{CodeNames.Of(constant, model.Compilation.Assembly)}={Literal(constant.ConstantValue)}",
            IDiscardSymbol => token.ValueText,
            _ => CodeNames.Of(symbol, model.Compilation.Assembly),
        };
    }

    private static ISymbol? Bound(SyntaxNode node, SemanticModel model, CancellationToken cancellation) => node switch
    {
        SimpleNameSyntax name => model.GetSymbolInfo(name, cancellation).Symbol,
        VariableDeclaratorSyntax or ParameterSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax or CatchDeclarationSyntax
            or LocalFunctionStatementSyntax or TypeParameterSyntax or LabeledStatementSyntax or QueryClauseSyntax or QueryContinuationSyntax
            or JoinIntoClauseSyntax => model.GetDeclaredSymbol(node, cancellation),
        _ => null,
    };

    private static int Index(ISymbol local, Dictionary<ISymbol, int> locals)
    {
        if (!locals.TryGetValue(local, out int index)) locals.Add(local, index = locals.Count);
        return index;
    }

    private static bool IsInNameOf(SyntaxNode name)
    {
        for (SyntaxNode? outer = name.Parent; outer is MemberAccessExpressionSyntax or ArgumentSyntax or ArgumentListSyntax or InvocationExpressionSyntax; outer = outer.Parent)
            if (outer is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } }) return true;
        return false;
    }

    // By their bits: the text of a floating-point number differs between the runtimes that run compilers.
    private static string Literal(object? value) => value switch
    {
        null => "null",
        double number => $"double {BitConverter.DoubleToInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture)}",
        float number => $"float {BitConverter.DoubleToInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture)}",
        decimal number => $"decimal {string.Join(" ", decimal.GetBits(number).Select(Number))}",
        string text => $"string {text}",
        _ => $"{value.GetType().Name} {Convert.ToString(value, CultureInfo.InvariantCulture)}",
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
