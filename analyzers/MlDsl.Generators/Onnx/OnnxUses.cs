using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.Onnx;

/// <summary>What the user's code takes for members of an adapter whose model file is not there to tell.</summary>
internal static class OnnxUses
{
    private static readonly string[] Reserved = ["Input", "Output", "Dispose", "Equals", "GetHashCode", "GetType", "ToString"];

    /// <summary>The stub with the members that occur in the files which name its class.</summary>
    public static OnnxModelStub Add(OnnxModelStub stub, Compilation compilation, CancellationToken cancellation)
    {
        if (stub.Contract is not null || stub.Input is not null) return stub;
        var inputs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var outputs = new SortedSet<string>(StringComparer.Ordinal);
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SyntaxNode root = tree.GetRoot(cancellation);
            if (!root.DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == stub.Type.Name)) continue;
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SyntaxNode node in root.DescendantNodes())
            {
                cancellation.ThrowIfCancellationRequested();
                if (node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax set, Parent: InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax creation } } assignment && IsUnknown(model, creation, cancellation))
                    Merge(inputs, set.Identifier.ValueText, TypeOf(model.GetTypeInfo(assignment.Right, cancellation).Type));
                if (node is MemberAccessExpressionSyntax { Name: IdentifierNameSyntax read } access && IsUnknown(model, access.Expression, cancellation))
                    outputs.Add(read.Identifier.ValueText);
            }
        }
        return stub with
        {
            Inputs = inputs.Where(static i => IsUsable(i.Key)).Select(static i => new StubMember(i.Key, i.Value)).ToEquatable(),
            Outputs = outputs.Where(IsUsable).ToEquatable(),
        };
    }

    private static bool IsUsable(string name) => SyntaxFacts.IsValidIdentifier(name) && Array.IndexOf(Reserved, name) < 0;

    private static bool IsUnknown(SemanticModel model, ExpressionSyntax expression, CancellationToken cancellation) =>
        model.GetTypeInfo(expression, cancellation).Type is null or { TypeKind: TypeKind.Error };

    private static void Merge(SortedDictionary<string, string> members, string name, string type) =>
        members[name] = members.TryGetValue(name, out string known) && known != type ? DatasetStub.Anything : type;

    // Arrays convert to spans, so one member takes both; a list in brackets has no type of its own.
    private static string TypeOf(ITypeSymbol? type) => type switch
    {
        null => "global::System.ReadOnlySpan<float>",
        IArrayTypeSymbol { Rank: 1, ElementType: { SpecialType: not SpecialType.None } element } => $"global::System.ReadOnlySpan<{element.ToDisplayString()}>",
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", TypeArguments: [{ SpecialType: not SpecialType.None } element] } => $"global::System.ReadOnlySpan<{element.ToDisplayString()}>",
        _ => DatasetStub.Anything,
    };
}
