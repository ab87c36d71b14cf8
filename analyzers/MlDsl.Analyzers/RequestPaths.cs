using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers;

/// <summary>Code that runs once for every request of a web service.</summary>
internal static class RequestPaths
{
    /// <summary>Whether <paramref name="operation"/> is in a controller's action or in the handler of an endpoint.</summary>
    public static bool Holds(IOperation operation, ISymbol container, KnownSymbols symbols) =>
        container is IMethodSymbol method && IsAction(method) && IsController(container.ContainingType, symbols) || IsInHandler(operation);

    /// <summary>Whether a method of a controller answers requests.</summary>
    public static bool IsAction(IMethodSymbol method) => method is { MethodKind: MethodKind.Ordinary, IsStatic: false, DeclaredAccessibility: Accessibility.Public };

    /// <summary>Whether a type is a controller, which is made for every request.</summary>
    public static bool IsController(INamedTypeSymbol? type, KnownSymbols symbols)
    {
        for (; symbols.Controller is not null && type is not null; type = type.BaseType)
            if (KnownSymbols.Is(type, symbols.Controller)) return true;
        return false;
    }

    /// <summary>Whether what stands in a member runs when an object is made: a constructor, and what a field or property begins with.</summary>
    public static bool RunsInConstructor(ISymbol member) => member is IMethodSymbol { MethodKind: MethodKind.Constructor, IsStatic: false } or IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false };

    /// <summary>Whether hosts make an object of a type for each request, or for each user: a controller, a page, a hub, a component.</summary>
    public static bool IsMadeForEach(INamedTypeSymbol type, KnownSymbols symbols) => IsController(type, symbols) || DerivesFromPage(type);

    /// <summary>Whether a type is a page, a hub, a component or a service of another kind that hosts call for a request.</summary>
    public static bool AnswersRequests(INamedTypeSymbol type) => DerivesFromPage(type)
        || type.GetMembers().Any(static m => m is IMethodSymbol { Name: "Invoke" or "InvokeAsync", Parameters: [{ Type.Name: "HttpContext" }, ..] });

    private static bool DerivesFromPage(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? at = type.BaseType; at is not null; at = at.BaseType)
            if (at.Name is "PageModel" or "Hub" or "ComponentBase") return true;
        return false;
    }

    private static bool IsInHandler(IOperation operation) => operation.Syntax.Ancestors().OfType<AnonymousFunctionExpressionSyntax>().Any(IsHandler);

    /// <summary>Whether a lambda answers the requests of an endpoint.</summary>
    public static bool IsHandler(AnonymousFunctionExpressionSyntax lambda) => lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && MapsRequests(call);

    /// <summary>Whether a call says who answers the requests of an endpoint.</summary>
    public static bool MapsRequests(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax
    {
        Name.Identifier.ValueText: "MapGet" or "MapPost" or "MapPut" or "MapPatch" or "MapDelete" or "MapMethods"
    };
}
