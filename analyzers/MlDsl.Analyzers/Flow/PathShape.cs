using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>A file as an expression names it. Two expressions of one shape name one file.</summary>
/// <param name="Text">The shape: constants, variables that are assigned once, and what is put together of them.</param>
/// <param name="IsCertain">Whether it is a constant or a variable, and nothing that is asked for twice.</param>
internal sealed record PathShape(string Text, bool IsCertain)
{
    private const int Deepest = 8;

    /// <summary>The name of the file where it is written, else that of the variable that holds the path.</summary>
    public string Name
    {
        get
        {
            int end = Text.LastIndexOf('"'), start = end > 0 ? Text.LastIndexOf('"', end - 1) : -1;
            string path = start >= 0 ? Text.Substring(start + 1, end - start - 1) : Text.Split('@')[0];
            return path.Substring(path.LastIndexOfAny(start >= 0 ? ['/', '\\'] : ['.']) + 1);
        }
    }

    /// <summary>The shape of a path; null where it may be another each time.</summary>
    /// <param name="path">The expression.</param>
    /// <param name="stack">The calls that led to it: what a parameter stands for is written in them.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static PathShape? Of(IOperation path, ImmutableArray<IInvocationOperation> stack, CancellationToken cancellation)
    {
        IOperation plain = path.WithoutConversion();
        if (new Reader(stack, cancellation).Shape(plain, 0) is not { } shape) return null;
        return new(shape, plain is { ConstantValue.HasValue: true } or ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation);
    }

    /// <summary>The shape of a file whose name is known.</summary>
    public static PathShape Of(string file) => new(Literal(file), IsCertain: true);

    private readonly struct Reader(ImmutableArray<IInvocationOperation> stack, CancellationToken cancellation)
    {
        public string? Shape(IOperation? path, int depth)
        {
            if (path is null || depth > Deepest) return null;
            path = path.WithoutConversion();
            if (path.ConstantValue is { HasValue: true, Value: { } constant }) return constant is string text ? Literal(text) : constant.ToString();
            switch (path)
            {
                case ILocalReferenceOperation { Local: var local } when FlowAnalysis.IsAssignedOnce(local, path, cancellation):
                    return Shape(BodyIndex.Of(path).InitializerOf(local), depth + 1) ?? Here(local);
                case IParameterReferenceOperation { Parameter: var parameter } when FlowAnalysis.IsAssignedOnce(parameter, path, cancellation):
                    return Given(parameter, depth);
                case IFieldReferenceOperation { Field: { IsReadOnly: true } or { IsConst: true } } field when IsShared(field):
                    return Named(field.Field);
                case IPropertyReferenceOperation { Property: { IsIndexer: false, SetMethod: null or { IsInitOnly: true } } property } own when IsShared(own):
                    return Named(property);
                case IPropertyReferenceOperation { Property: { IsIndexer: false } property, Instance: { } holder }:
                    return Pair(Shape(Holder(holder), depth + 1), property.Name);
                case IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ } key] } entry:
                    return Pair(Shape(Holder(entry.Instance), depth + 1), Shape(key.Value, depth + 1));
                case IArrayElementReferenceOperation { Indices: [{ } index] } element:
                    return Pair(Shape(element.ArrayReference, depth + 1), Shape(index, depth + 1));
                case IArrayCreationOperation { Initializer.ElementValues: [{ } only] }:
                    return Shape(only, depth + 1);
                case IInvocationOperation { TargetMethod: { Name: "Combine" or "Join" or "GetFullPath", ContainingType.Name: "Path" } } put:
                    return All(put.Arguments.SelectMany(static a => a.Value is IArrayCreationOperation { Initializer.ElementValues: var parts } ? parts : [a.Value]), depth);
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                    return All([sum.LeftOperand, sum.RightOperand], depth);
                case IInterpolatedStringOperation text:
                    return All(text.Parts.Select(static p => p switch { IInterpolationOperation hole => hole.Expression, IInterpolatedStringTextOperation literal => literal.Text, _ => p }), depth);
                default:
                    return null;
            }
        }

        private string? All(IEnumerable<IOperation> parts, int depth)
        {
            var shapes = new List<string>();
            foreach (IOperation part in parts)
            {
                if (Shape(part, depth + 1) is not { } shape) return null;
                shapes.Add(shape);
            }
            return $"({string.Join("/", shapes)})";
        }

        // What a method that is followed is given differs from call to call, and stands in the call.
        private string? Given(IParameterSymbol parameter, int depth)
        {
            if (stack.IsEmpty || parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor }) return Here(parameter);
            IInvocationOperation call = stack[stack.Length - 1];
            IArgumentOperation? argument = call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal && a.Parameter.Name == parameter.Name);
            return argument is null ? null : new Reader(stack.RemoveAt(stack.Length - 1), cancellation).Shape(argument.Value, depth + 1);
        }

        // Within one walk a variable of the method itself is one; that of a method that is followed is another in each call.
        private string? Here(ISymbol variable) => stack.IsEmpty || variable is IParameterSymbol ? Named(variable) : null;
    }

    // configuration["Train"]: the object is a variable, or a member of this one.
    private static IOperation? Holder(IOperation? instance) => instance?.WithoutConversion() is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation ? instance : null;

    private static bool IsShared(IMemberReferenceOperation member) => member.Instance is null or IInstanceReferenceOperation;

    private static string? Pair(string? whole, string? part) => whole is null || part is null ? null : $"{whole}[{part}]";

    private static string Literal(string text) => $"\"{text}\"";

    private static string Named(ISymbol symbol) => symbol is ILocalSymbol or IParameterSymbol
        ? $"{symbol.Name}@{symbol.Locations.FirstOrDefault()?.SourceTree?.FilePath}:{symbol.Locations.FirstOrDefault()?.SourceSpan.Start}" : symbol.ToDisplayString();
}
