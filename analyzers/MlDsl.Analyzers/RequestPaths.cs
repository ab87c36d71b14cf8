using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers;

/// <summary>Code that runs once for every request of a web service.</summary>
internal static class RequestPaths
{
    /// <summary>Whether <paramref name="operation"/> is in a controller's action or in the handler of an endpoint.</summary>
    public static bool Holds(IOperation operation, ISymbol container, KnownSymbols symbols) =>
        container is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false, DeclaredAccessibility: Accessibility.Public }
            && IsController(container.ContainingType, symbols)
        || IsInHandler(operation);

    /// <summary>Whether a type is a controller.</summary>
    public static bool IsController(INamedTypeSymbol? type, KnownSymbols symbols)
    {
        for (; symbols.Controller is not null && type is not null; type = type.BaseType)
            if (KnownSymbols.Is(type, symbols.Controller)) return true;
        return false;
    }

    private static bool IsInHandler(IOperation operation) => operation.Syntax.Ancestors().OfType<AnonymousFunctionExpressionSyntax>()
        .Any(static lambda => lambda.Parent is ArgumentSyntax
        {
            Parent.Parent: InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MapGet" or "MapPost" or "MapPut" or "MapDelete" }
            }
        });
}
