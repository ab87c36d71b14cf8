using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>What a call such as <c>AddSingleton</c> gives the services of a host.</summary>
internal static class Registrations
{
    /// <summary>Whether a call registers a service that lives as long as the host.</summary>
    public static bool IsSingleton(IMethodSymbol method) => method.Name is "AddSingleton" or "TryAddSingleton";

    /// <summary>Whether a call registers a service that is made for a request, or for whoever asks.</summary>
    public static bool IsShortLived(IMethodSymbol method) => ShortLived.Contains(method.Name);

    /// <summary>The names of the calls that register such a service.</summary>
    public static ImmutableArray<string> ShortLived { get; } = ["AddScoped", "TryAddScoped", "AddTransient", "TryAddTransient"];

    /// <summary>The class of the objects that a registration gives; null where that is not known.</summary>
    public static INamedTypeSymbol? ClassOf(IInvocationOperation call)
    {
        foreach (IArgumentOperation argument in call.Arguments.Reverse())
        {
            if (Given(argument.Value.WithoutConversion()) is { } given) return given;
        }
        return call.TargetMethod.TypeArguments.LastOrDefault() is INamedTypeSymbol { TypeKind: TypeKind.Class } named ? named : null;
    }

    // sp => new Service(…), a lambda with one return, typeof(Service), or an object.
    private static INamedTypeSymbol? Given(IOperation value) => value switch
    {
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation factory } => Returned(factory),
        IAnonymousFunctionOperation factory => Returned(factory),
        ITypeOfOperation { TypeOperand: INamedTypeSymbol { TypeKind: TypeKind.Class } named } => named,
        IObjectCreationOperation { Type: INamedTypeSymbol { TypeKind: TypeKind.Class } made } => made,
        _ => null,
    };

    private static INamedTypeSymbol? Returned(IAnonymousFunctionOperation factory) =>
        factory.Body.Descendants().OfType<IReturnOperation>().Select(static r => r.ReturnedValue?.WithoutConversion().Type).Distinct(SymbolEqualityComparer.Default).ToList()
            is [INamedTypeSymbol { TypeKind: TypeKind.Class } only] ? only : null;
}
