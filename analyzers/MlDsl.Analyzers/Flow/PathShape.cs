using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>A file as an expression names it. Two expressions of one shape name one file.</summary>
/// <param name="Text">The shape: constants, variables that are assigned once, and what is put together of them.</param>
/// <param name="Name">What the last part is called: the file where it is written, else the variable, or the entry, that holds it.</param>
/// <param name="IsCertain">Whether it is a constant or a variable, and nothing that is asked for twice.</param>
internal sealed record PathShape(string Text, string Name, bool IsCertain)
{
    private const int Deepest = 8;

    /// <summary>The shape of a path; null where it may be another each time.</summary>
    /// <param name="path">The expression.</param>
    /// <param name="stack">The calls that led to it: what a parameter stands for is written in them.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static PathShape? Of(IOperation path, ImmutableArray<IInvocationOperation> stack, CancellationToken cancellation)
    {
        IOperation plain = path.WithoutConversion();
        if (new Reader(stack, cancellation).Shape(plain, 0) is not { } shape) return null;
        return new(shape.Text, shape.Name, plain is { ConstantValue.HasValue: true } or ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation);
    }

    /// <summary>The shape of a file whose name is known.</summary>
    public static PathShape Of(string file)
    {
        Part only = Literal(file);
        return new(only.Text, only.Name, IsCertain: true);
    }

    /// <summary>A part of a path, and what it is called.</summary>
    private sealed record Part(string Text, string Name);

    private readonly struct Reader(ImmutableArray<IInvocationOperation> stack, CancellationToken cancellation)
    {
        public Part? Shape(IOperation? path, int depth)
        {
            if (path is null || depth > Deepest) return null;
            path = path.WithoutConversion();
            if (path.ConstantValue is { HasValue: true, Value: { } constant }) return constant is string text ? Literal(text) : new Part(constant.ToString(), "");
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
                    return Pair(Shape(Holder(holder), depth + 1), new Part(property.Name, property.Name));
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

        private Part? All(IEnumerable<IOperation> parts, int depth)
        {
            var shapes = new List<Part>();
            foreach (IOperation part in parts)
            {
                if (Shape(part, depth + 1) is not { } shape) return null;
                shapes.Add(shape);
            }
            return new Part($"({string.Join("/", shapes.Select(static s => s.Text))})", shapes.Count == 0 ? "" : shapes[shapes.Count - 1].Name);
        }

        // What a method that is followed is given differs from call to call, and stands in the call.
        private Part? Given(IParameterSymbol parameter, int depth)
        {
            if (stack.IsEmpty || parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor }) return Here(parameter);
            IInvocationOperation call = stack[stack.Length - 1];
            IArgumentOperation? argument = call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal && a.Parameter.Name == parameter.Name);
            return argument is null ? null : new Reader(stack.RemoveAt(stack.Length - 1), cancellation).Shape(argument.Value, depth + 1);
        }

        // Within one walk a variable of the method itself is one; that of a method that is followed is another in each call.
        private Part? Here(ISymbol variable) => stack.IsEmpty || variable is IParameterSymbol ? Named(variable) : null;
    }

    // configuration["Train"]: the object is a variable, or a member of this one.
    private static IOperation? Holder(IOperation? instance) => instance?.WithoutConversion() is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation ? instance : null;

    private static bool IsShared(IMemberReferenceOperation member) => member.Instance is null or IInstanceReferenceOperation;

    // settings["test"] is called test, files[0] files.
    private static Part? Pair(Part? whole, Part? part) => whole is null || part is null ? null : new Part($"{whole.Text}[{part.Text}]", part.Name.Length > 0 ? part.Name : whole.Name);

    private static Part Literal(string text) => new($"\"{text}\"", text.Substring(text.LastIndexOfAny(['/', '\\']) + 1));

    private static Part Named(ISymbol symbol) => new(symbol is ILocalSymbol or IParameterSymbol
        ? $"{symbol.Name}@{symbol.Locations.FirstOrDefault()?.SourceTree?.FilePath}:{symbol.Locations.FirstOrDefault()?.SourceSpan.Start}" : symbol.ToDisplayString(), symbol.Name);
}
