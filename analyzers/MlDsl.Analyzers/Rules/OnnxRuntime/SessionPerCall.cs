using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>An inference session is made for each call.</summary>
public sealed class SessionPerCall : OnnxRuntimeRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD2101",
        "An inference session is made for every call",
        "Making a session reads and optimises the model again for every {0}; make it once and share it, a session serves any number of threads",
        "OnnxRuntime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("OnnxRuntime/SessionPerCall"));

    private const string Call = "call";

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(operation =>
    {
        if (operation.Operation is not IObjectCreationOperation creation || !KnownSymbols.Is(creation.Type, symbols.InferenceSession)
            || PerWhat(creation, operation, symbols) is not { } per) return;
        // A method that its program calls once makes one session.
        DiagnosticSeverity severity = per == Call && IsCalledOnce((IMethodSymbol)operation.ContainingSymbol, operation.CancellationToken) ? DiagnosticSeverity.Info : Rule.DefaultSeverity;
        operation.ReportDiagnostic(Diagnostic.Create(Rule, creation.NameLocation(), severity, null, null, per));
    }, OperationKind.ObjectCreation);

    private static string? PerWhat(IObjectCreationOperation creation, OperationAnalysisContext context, KnownSymbols symbols)
    {
        ISymbol container = context.ContainingSymbol;
        if (IsLoop(creation)) return "turn of the loop";
        if (IsOfThisCall(creation)) return null;
        if (RequestPaths.Holds(creation, container, symbols) || IsOfARequestsObject(creation, context, symbols)) return "request";
        if (container is not IMethodSymbol { MethodKind: MethodKind.Ordinary, Name: not "Main" } method) return null;
        // The session is used and thrown away in a method that is given its input.
        bool runs = BodyIndex.Of(creation).CallsOf("Run").Any(c => KnownSymbols.Is(c.TargetMethod.ContainingType, symbols.InferenceSession));
        bool given = method.Parameters.Any(static p => p.Type.SpecialType != SpecialType.System_String
            && p.Type is not IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String });
        bool local = creation.Syntax.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax } or UsingStatementSyntax;
        return runs && given && local ? Call : null;
    }

    // A controller is made for every request, and so is what handlers make with new: what their constructors make ends with them.
    private static bool IsOfARequestsObject(IObjectCreationOperation creation, OperationAnalysisContext context, KnownSymbols symbols) =>
        RequestPaths.RunsInConstructor(context.ContainingSymbol) && !KeptValues.MayBeKept(creation, onlyStatic: true)
        && (RequestPaths.IsController(context.ContainingSymbol.ContainingType, symbols)
            || context.ContainingSymbol is IMethodSymbol constructor && RequestReach.For(context.Compilation, context.Options).Makes(constructor, context.CancellationToken));

    // Its type alone can name it, which does so at one place: a call in Main, and in no loop.
    private static bool IsCalledOnce(IMethodSymbol method, CancellationToken cancellation)
    {
        if (method.DeclaredAccessibility != Accessibility.Private) return false;
        var names = method.ContainingType.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax(cancellation).DescendantNodes().OfType<SimpleNameSyntax>())
            .Where(name => name.Identifier.ValueText == method.Name).ToList();
        return names is [{ Parent: InvocationExpressionSyntax call }] && call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { Identifier.ValueText: "Main" } main
            && !call.Ancestors().TakeWhile(n => n != main).Any(n => n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax || n.IsLoop(call));
    }

    // store.PathOf(entry): which model it is depends on what the call is about. A path by itself is most often one and the same.
    private static bool IsOfThisCall(IObjectCreationOperation creation)
    {
        if (creation.Arguments is not [{ Value: var given }, ..]) return false;
        IOperation model = given.WithoutConversion();
        if (model is ILocalReferenceOperation { Local: var local } && BodyIndex.Of(creation).InitializerOf(local) is { } made) model = made.WithoutConversion();
        return model is IInvocationOperation or IPropertyReferenceOperation && GivenValues.Hold(model, creation);
    }

    // A session for each of several files has to be made in the loop.
    private static bool IsLoop(IObjectCreationOperation creation)
    {
        SyntaxNode? loop = creation.Syntax.Ancestors().TakeWhile(static n =>
            n is not MemberDeclarationSyntax and not AnonymousFunctionExpressionSyntax)
            .FirstOrDefault(n => n.IsLoop(creation.Syntax));
        return loop is not null && creation.Arguments is [{ Value: var model }, ..] && model switch
        {
            { ConstantValue.HasValue: true } => true,
            ILocalReferenceOperation local => !loop.Span.Contains(local.Local.Locations[0].SourceSpan),
            IParameterReferenceOperation or IFieldReferenceOperation => true,
            _ => false,
        };
    }
}
