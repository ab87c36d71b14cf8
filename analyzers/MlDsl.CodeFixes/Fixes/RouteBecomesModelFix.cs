using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>
/// Maps the model itself where a lambda does nothing but ask it: <c>app.MapPost("/fare", (Trip.Input input, ServedModel&lt;FareModel&gt; served) => served.Model.Predict(input))</c> becomes
/// <c>app.MapModel&lt;FareModel&gt;("/fare")</c>.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RouteBecomesModelFix() : OfferedFix("MLD0111")
{
    private const string Serving = "Microsoft.AspNetCore.Builder.ServingEndpoints", Served = "MlDsl.Serving.ServedModel`1", Model = "MlDsl.IServedModel`1";

    private protected override async Task<Offer?> Find(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<ArgumentSyntax>() is not
            { Parent: ArgumentListSyntax { Arguments.Count: 2, Parent: InvocationExpressionSyntax call }, Expression: LambdaExpressionSyntax lambda }) return null;
        // What is said of the endpoint behind it may be for lambdas only.
        if (call is not { Parent: ExpressionStatementSyntax, Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "MapPost" } name } access }) return null;
        SemanticModel? semantics = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (semantics is null || semantics.Compilation.GetTypeByMetadataName(Serving) is null) return null;
        if (lambda.ExpressionBody is not { } body || Asked(body, lambda, semantics) is not { } model || !IsAdded(model, root, semantics)) return null;
        string type = model.ToMinimalDisplayString(semantics, call.SpanStart);
        return Offer.InFile($"Map '{model.Name}' itself", context.Document, () =>
        {
            SimpleNameSyntax mapped = (SimpleNameSyntax)SyntaxFactory.ParseName($"MapModel<{type}>");
            return root.ReplaceNode(call, call
                .WithExpression(access.WithName(mapped.WithTriviaFrom(name)))
                .WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SingletonSeparatedList(call.ArgumentList.Arguments[0]))));
        });
    }

    // The model whose Predict gets the parameter as it came, and nothing else happens.
    private static INamedTypeSymbol? Asked(ExpressionSyntax body, LambdaExpressionSyntax lambda, SemanticModel semantics)
    {
        if (body is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Predict" } access, ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax input }] }) return null;
        // Attributes of a lambda, such as [Authorize], are of its endpoint.
        if (lambda is ParenthesizedLambdaExpressionSyntax { AttributeLists.Count: > 0 }) return null;
        if (semantics.GetSymbolInfo(input).Symbol is not IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.LambdaMethod } owner } row) return null;
        if (!SymbolEqualityComparer.Default.Equals(owner, semantics.GetSymbolInfo(lambda).Symbol) || row.Type.Name != "Input") return null;
        INamedTypeSymbol? served = semantics.Compilation.GetTypeByMetadataName(Served), interfaceOfModels = semantics.Compilation.GetTypeByMetadataName(Model);
        if (semantics.GetTypeInfo(access.Expression).Type is not INamedTypeSymbol model || !model.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, interfaceOfModels))) return null;
        // What else the lambda takes must be where the model comes from.
        foreach (IParameterSymbol parameter in owner.Parameters)
        {
            bool isModel = SymbolEqualityComparer.Default.Equals(parameter.Type, model);
            bool isServed = SymbolEqualityComparer.Default.Equals(parameter.Type.OriginalDefinition, served);
            if (!SymbolEqualityComparer.Default.Equals(parameter, row) && !isModel && !isServed) return null;
            if (parameter.GetAttributes().Length > 0) return null;
        }
        return IsTaken(access.Expression, owner, semantics) ? model : null;
    }

    // Another instance, or what is done to find it, would be lost: it is a parameter, or the model of one.
    private static bool IsTaken(ExpressionSyntax model, IMethodSymbol owner, SemanticModel semantics) =>
        (model is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Model" } of ? of.Expression : model) is IdentifierNameSyntax name
        && semantics.GetSymbolInfo(name).Symbol is IParameterSymbol parameter && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, owner);

    // A model that is not served cannot be mapped: somewhere in the file it is added, or taken as a served one.
    private static bool IsAdded(INamedTypeSymbol model, SyntaxNode root, SemanticModel semantics) => root.DescendantNodes().OfType<GenericNameSyntax>().Any(name =>
        name is { Identifier.ValueText: "AddModel" or "ServedModel", TypeArgumentList.Arguments: [var argument] }
        && SymbolEqualityComparer.Default.Equals(semantics.GetTypeInfo(argument).Type, model));
}
