using System.Reflection;
using MlDsl.Compiler.Onnx;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Catalog;

/// <summary>Why a node cannot be compiled.</summary>
internal sealed class UnsupportedException(string reason) : Exception(reason);

/// <summary>An operator class, not yet bound to element types and attributes.</summary>
internal sealed class OperatorClass(Type type, OperatorAttribute version)
{
    /// <summary>Binds the class to a node.</summary>
    /// <param name="node">The node with its attributes.</param>
    /// <param name="inputs">The elements of its inputs; null for one that is left out.</param>
    /// <param name="widths">The last dimension of each input where it is known; 0 where not.</param>
    /// <exception cref="UnsupportedException">Types, attributes or numbers of inputs do not fit.</exception>
    public BoundOperator Bind(OnnxNode node, IReadOnlyList<Type?> inputs, IReadOnlyList<long> widths)
    {
        RunParameter[] open = RunParameter.Of(type);
        Dictionary<Type, Type> elements = Unify(open, inputs);
        foreach (Type parameter in type.GetGenericArguments())
            if (!elements.ContainsKey(parameter)) elements[parameter] = FromAttribute(parameter, node) ?? inputs.FirstOrDefault(static i => i is not null) ?? throw new UnsupportedException($"no input shows the type '{parameter.Name}'");

        Type closed = Close(elements);
        RunParameter[] parameters = RunParameter.Of(closed);
        if (parameters.Count(static p => p.IsResult && !p.IsMany) < node.Outputs.Count && !parameters.Any(static p => p.IsResult && p.IsMany))
            throw new UnsupportedException($"it gives {node.Outputs.Count} outputs; {parameters.Count(static p => p.IsResult)} can be compiled");
        List<OperatorArgument> arguments = AttributeBinder.Bind(closed, version, node, widths);
        return new BoundOperator(closed, arguments, AttributeBinder.Create(closed, arguments), parameters);
    }

    private static Dictionary<Type, Type> Unify(RunParameter[] parameters, IReadOnlyList<Type?> inputs)
    {
        var elements = new Dictionary<Type, Type>();
        int at = 0;
        foreach (RunParameter parameter in parameters.Where(static p => !p.IsResult))
        {
            if (parameter.IsMany)
            {
                for (; at < inputs.Count; at++) Unify(parameter, inputs[at] ?? throw new UnsupportedException($"its input {at} is left out"), at, elements);
                continue;
            }
            Type? input = at < inputs.Count ? inputs[at] : null;
            if (input is not null) Unify(parameter, input, at, elements);
            else if (!parameter.IsOptional) throw new UnsupportedException($"its input {at} is left out");
            at++;
        }
        return at >= inputs.Count ? elements : throw new UnsupportedException($"it has {inputs.Count} inputs; {at} can be compiled");
    }

    private static void Unify(RunParameter parameter, Type input, int at, Dictionary<Type, Type> elements)
    {
        bool isMap = parameter.Element is not null && Elements.IsPair(parameter.Element);
        if (Elements.IsPair(input) != isMap) throw new UnsupportedException($"its input {at} is {(isMap ? "no map" : "a map")}, which it cannot take");
        if (!isMap) Unify(parameter.Element, input, at, elements);
        else foreach (var (element, given) in parameter.Element!.GetGenericArguments().Zip(input.GetGenericArguments())) Unify(element, given, at, elements);
    }

    private static void Unify(Type? element, Type input, int at, Dictionary<Type, Type> elements)
    {
        if (element is null) return;
        if (element.IsGenericParameter)
        {
            if (!elements.TryGetValue(element, out Type? known)) elements[element] = input;
            else if (known != input) throw new UnsupportedException($"its input {at} is of {Elements.Name(input)}, another one of {Elements.Name(known)}");
        }
        else if (element != input)
        {
            throw new UnsupportedException($"its input {at} is of {Elements.Name(input)}; {Elements.Name(element)} can be compiled");
        }
    }

    private static Type? FromAttribute(Type parameter, OnnxNode node)
    {
        ElementForWordAttribute[] words = [.. parameter.GetCustomAttributes<ElementForWordAttribute>()];
        if (words.Length > 0)
        {
            string attribute = words[0].Attribute;
            if (!node.Attributes.TryGetValue(attribute, out object? given)) return words[0].Element;
            return words.FirstOrDefault(word => word.Word == given as string)?.Element
                ?? throw new UnsupportedException($"its {attribute} '{given}' is unknown; {string.Join(", ", words.Select(static word => word.Word))} are known");
        }
        foreach (ElementFromAttribute from in parameter.GetCustomAttributes<ElementFromAttribute>())
        {
            if (!node.Attributes.TryGetValue(from.Attribute, out object? value) || value is Array { Length: 0 }) continue;
            return value switch
            {
                long number => Elements.Type(number) ?? throw new UnsupportedException($"the element type {number} of its attribute '{from.Attribute}' cannot be compiled"),
                string or string[] => typeof(string),
                long[] => typeof(long),
                float or float[] => typeof(float),
                Tensor tensor => tensor.GetType().GetGenericArguments()[0],
                _ => throw new UnsupportedException($"its attribute '{from.Attribute}' has an element type that cannot be compiled"),
            };
        }
        return parameter.GetCustomAttributes<ElementFromAttribute>().FirstOrDefault(static from => from.Otherwise is not null)?.Otherwise;
    }

    private Type Close(Dictionary<Type, Type> elements)
    {
        if (!type.IsGenericTypeDefinition) return type;
        Type[] chosen = [.. type.GetGenericArguments().Select(p => elements[p])];
        try
        {
            return type.MakeGenericType(chosen);
        }
        catch (ArgumentException)
        {
            throw new UnsupportedException($"it cannot be compiled for {string.Join(", ", chosen.Select(Elements.Name))}");
        }
    }
}
