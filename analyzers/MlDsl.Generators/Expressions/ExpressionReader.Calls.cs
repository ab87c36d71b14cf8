using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Generators.Expressions;

internal sealed partial class ExpressionReader
{
    private int Call(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method is { ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, Name: "GetValueOrDefault" }) return ValueOrDefault(call);
        if (method.ContainingType.SpecialType == SpecialType.System_String) return OfText(call);
        if (Identifiers.IsIdentifier(method.ContainingType)) return OfIdentifier(call);
        if (TimeMembers.Duration(method, call.Arguments) is { } ticks) return steps.Constant("long", ticks);
        if (MathMethods.Of(method) is { } math) return Calculate(call, math);
        if (SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly)) return Inline(call);
        return Refuse(call, $"calls '{method.ContainingType.Name}.{method.Name}', which is no op");
    }

    private int Calculate(IInvocationOperation call, MathMethod method)
    {
        int[] from = Arguments(call);
        if (Array.IndexOf(from, -1) >= 0) return -1;
        string taken = steps.TypeOf(from[0]).Name;
        string returned = method.Operation switch { "sign" => "int", "isNaN" or "isFinite" or "isInfinity" => "bool", _ => taken };
        if (StepType.Of(call.Type)?.Name != returned || from.Any(f => steps.TypeOf(f).Name != taken || steps.TypeOf(f).IsNullable))
            return Refuse(call, "is a call with types that no op has");
        if (!method.IsExported) RefuseExport(call, $"calls '{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}' of '{taken}', for which ONNX Runtime has no operator that is exact enough");
        // Bounds that are in order never throw.
        bool canThrow = method.CanThrow && !(method.Operation == "clamp" && IsOrdered(call));
        return steps.Add(method.Operation, new StepType(returned, false), canThrow, from);
    }

    private static bool IsOrdered(IInvocationOperation call)
    {
        object?[] bounds = [.. call.Arguments.OrderBy(static a => a.Parameter!.Ordinal).Skip(1).Select(static a => a.Value.ConstantValue.HasValue ? a.Value.ConstantValue.Value : null)];
        return bounds is [{ } least, { } most] && ((IComparable)least).CompareTo(most) <= 0;
    }

    // In the order of the parameters; the order of evaluation shows only in which of two exceptions is thrown.
    private int[] Arguments(IInvocationOperation call)
    {
        int[] from = [.. Enumerable.Repeat(-1, call.TargetMethod.Parameters.Length)];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is not { RefKind: RefKind.None or RefKind.In } parameter || argument.ArgumentKind == ArgumentKind.ParamArray)
            {
                Refuse(argument, "is an argument by reference, or of an array");
                continue;
            }
            from[parameter.Ordinal] = Read(argument.Value);
        }
        return from;
    }

    private int ValueOrDefault(IInvocationOperation call)
    {
        int value = Read(call.Instance!);
        if (value < 0 || StepType.Of(call.Type) is not { } type) return Refuse(call, "is of a type that no op has");
        if (call.Arguments.Length > 0)
        {
            int given = Read(call.Arguments[0].Value);
            int result = Add("coalesce", type with { IsNullable = false }, value, given);
            return given >= 0 && steps.Throws(given) ? Behind([value, given], result) : result;
        }
        int otherwise = type.Name switch
        {
            "bool" => steps.Constant("bool", false),
            "string" when Identifiers.IsIdentifier(StepType.Underlying(call.Type!)) => steps.Constant("string", Identifiers.Empty),
            "string" => Constant(call, StepType.Underlying(call.Type!), EnumZero(StepType.Underlying(call.Type!))),
            _ => steps.Constant(type.Name, 0),
        };
        return Add("coalesce", type with { IsNullable = false }, value, otherwise);
    }

    private static object? EnumZero(ITypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>()
        .FirstOrDefault(static f => f.HasConstantValue && Convert.ToDecimal(f.ConstantValue, System.Globalization.CultureInfo.InvariantCulture) == 0)?.ConstantValue ?? -1L;

    private int OfText(IInvocationOperation call)
    {
        if (call.TargetMethod.Name == "IsNullOrEmpty" && Arguments(call) is [var text])
            return Add("or", new StepType("bool", false), Not(Present(text)), Add("eq", new StepType("bool", false), text, steps.Constant("string", "")));
        if (call.TargetMethod is { Name: "Equals", IsStatic: true, Parameters.Length: 2 } && Arguments(call) is [var left, var right])
            return left < 0 || right < 0 ? -1 : Compare(call, "eq", left, right, call.TargetMethod.Parameters[0].Type, call.TargetMethod.Parameters[1].Type);
        return Refuse(call, $"calls 'string.{call.TargetMethod.Name}', which is no op");
    }

    private int OfIdentifier(IInvocationOperation call)
    {
        if (call.TargetMethod is { Name: "Parse", Parameters.Length: 1 } && Identifiers.Written(call.Arguments) is { } text) return steps.Constant("string", text);
        if (call is { TargetMethod: { Name: "Equals", Parameters: [{ Type: var type }] }, Instance: { } instance } && Identifiers.IsIdentifier(type))
        {
            int left = Read(instance), right = Read(call.Arguments[0].Value);
            return left < 0 || right < 0 ? -1 : Compare(call, "eq", left, right, type, type);
        }
        return Refuse(call, $"calls 'Guid.{call.TargetMethod.Name}', which is no op");
    }

    /// <summary>The body of another static method of the assembly, with the arguments in place of its parameters.</summary>
    private int Inline(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (!method.IsStatic || method.IsGenericMethod || method.ContainingType.IsGenericType || method.MethodKind != MethodKind.Ordinary || method.IsAbstract || method.IsVirtual)
            return Refuse(call, $"calls '{method.Name}', which is no static method without type parameters");
        if (calls.Any(c => SymbolEqualityComparer.Default.Equals(c, method))) return Refuse(call, "calls itself");
        int[] arguments = Arguments(call);
        if (Array.IndexOf(arguments, -1) >= 0) return -1;
        if (BodyOf(method) is not { } body) return Refuse(call, $"calls '{method.Name}', whose body is not in the source");
        ImmutableDictionary<ISymbol, int> outer = values;
        foreach (IParameterSymbol parameter in (method.PartialImplementationPart ?? method).Parameters) values = values.SetItem(parameter, arguments[parameter.Ordinal]);
        calls.Push(method);
        int result = Run(body);
        calls.Pop();
        values = outer;
        return Behind([.. arguments.Where(steps.Throws)], result);
    }

    private int Property(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        if (reference.Instance is not { } instance) return Refuse(reference, "is a property that is no op");
        bool isNullable = property.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        bool isText = property.ContainingType.SpecialType == SpecialType.System_String;
        if (!isNullable && !isText && !TimeMembers.IsTime(property.ContainingType)) return Refuse(reference, "is a property that is no op");
        int value = Read(instance);
        if (value < 0) return -1;
        if (isNullable) return property.Name == "HasValue" ? Present(value) : Given(value);
        // Behind `?.` what is missing stays missing; elsewhere it throws.
        if (instance is not IConditionalAccessInstanceOperation && property.ContainingType.IsReferenceType) value = Given(value);
        if (isText && property.Name == "Length")
        {
            RefuseExport(reference, "is the length of a text, for which ONNX has no operator");
            return Add("length", steps.TypeOf(value) with { Name = "int" }, value);
        }
        return isText ? Refuse(reference, "is a property that is no op")
            : TimeMembers.Read(steps, property, value) ?? Refuse(reference, $"is a part of a time that is no op");
    }
}
