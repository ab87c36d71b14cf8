using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Generators.Expressions;

internal sealed partial class ExpressionReader
{
    private int Unary(IUnaryOperation unary)
    {
        int operand = Read(unary.Operand);
        if (operand < 0) return -1;
        StepType type = steps.TypeOf(operand);
        switch (unary.OperatorKind)
        {
            case UnaryOperatorKind.Not when type.Name == "bool": return Add("not", type, operand);
            case UnaryOperatorKind.Plus when type.IsArithmetic && unary.OperatorMethod is null: return operand;
            case UnaryOperatorKind.Minus when type.IsArithmetic && unary.OperatorMethod is null:
                return unary.IsChecked && !type.IsFloating ? Refuse(unary, "is checked arithmetic") : Add("neg", type, operand);
            default: return Refuse(unary, "is an operator that is no op");
        }
    }

    private int Binary(IBinaryOperation binary)
    {
        if (binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals && (IsNull(binary.LeftOperand) || IsNull(binary.RightOperand)))
            return NullTest(binary);
        int left = Read(binary.LeftOperand), right = Read(binary.RightOperand);
        if (left < 0 || right < 0) return -1;
        ITypeSymbol leftType = StepType.Underlying(binary.LeftOperand.Type!), rightType = StepType.Underlying(binary.RightOperand.Type!);
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.ConditionalAnd when steps.TypeOf(left).Name == "bool": return Add("and", new StepType("bool", false), left, right);
            case BinaryOperatorKind.ConditionalOr when steps.TypeOf(left).Name == "bool": return Add("or", new StepType("bool", false), left, right);
            case BinaryOperatorKind.And or BinaryOperatorKind.Or or BinaryOperatorKind.ExclusiveOr: return Flags(binary, left, right);
        }
        if (Comparison(binary.OperatorKind) is { } comparison) return Compare(binary, comparison, left, right, leftType, rightType);
        if (Arithmetic(binary.OperatorKind) is not { } arithmetic) return Refuse(binary, "is an operator that is no op");
        // Two points in time, or two days: their ticks.
        if (arithmetic == "sub" && leftType.Name == "DateTime" && SymbolEqualityComparer.Default.Equals(leftType, rightType) && TimeMembers.IsTime(leftType))
            return Add("sub", Lifted("long", left, right), left, right);
        return Calculate(binary, arithmetic, left, right, binary.IsChecked, binary.OperatorMethod);
    }

    private int Compound(ICompoundAssignmentOperation compound)
    {
        if (Arithmetic(compound.OperatorKind) is not { } arithmetic || StepType.Of(compound.Target.Type) is not { } type || !(type.IsArithmetic || type.IsInteger))
            return Refuse(compound, "is an operator that is no op");
        int left = Read(compound.Target), right = Read(compound.Value);
        if (left < 0 || right < 0) return -1;
        // The left side takes part in the type of the right one, and the result goes back into its own.
        string common = steps.TypeOf(right).Name;
        int result = Calculate(compound, arithmetic, Converted(left, common), right, compound.IsChecked, compound.OperatorMethod);
        if (steps.TypeOf(right).IsFloating && type is { IsFloating: false, Name: not ("int" or "uint" or "long") }) return Refuse(compound, $"casts a floating number to '{type.Name}'");
        return Converted(result, type.Name);
    }

    private int Calculate(IOperation operation, string arithmetic, int left, int right, bool isChecked, IMethodSymbol? method)
    {
        StepType type = Lifted(steps.TypeOf(left).Name, left, right);
        if (method is not null || !type.IsArithmetic || steps.TypeOf(right).Name != type.Name)
            return Refuse(operation, $"is arithmetic of '{operation.Type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}', which is no op");
        if (isChecked && !type.IsFloating) return Refuse(operation, "is checked arithmetic");
        if (type.Name == "ulong") RefuseExport(operation, "is arithmetic of 'ulong', which ONNX does not have");
        bool isDivision = arithmetic is "div" or "rem" && !type.IsFloating;
        bool canThrow = isDivision && !steps.IsConstantBut(right, "0", "-1");
        return steps.Add(arithmetic, type, canThrow, left, right);
    }

    // Both sides of & and | are evaluated, which shows where the second one throws.
    private int Flags(IBinaryOperation binary, int left, int right)
    {
        if (steps.TypeOf(left) is not { Name: "bool", IsNullable: false } || steps.TypeOf(right) is not { Name: "bool", IsNullable: false })
            return Refuse(binary, "is an operator of bits, or of flags that may be missing");
        var flag = new StepType("bool", false);
        if (binary.OperatorKind == BinaryOperatorKind.ExclusiveOr) return Add("ne", flag, left, right);
        int result = Add(binary.OperatorKind == BinaryOperatorKind.And ? "and" : "or", flag, left, right);
        return steps.Throws(right) ? Behind([left, right], result) : result;
    }

    private int NullTest(IBinaryOperation binary)
    {
        IOperation tested = IsNull(binary.LeftOperand) ? binary.RightOperand : binary.LeftOperand;
        // `null == null` has no column in it.
        int value = IsNull(tested) ? Refuse(binary, "compares nothing") : Read(tested);
        return binary.OperatorKind == BinaryOperatorKind.NotEquals ? Present(value) : Not(Present(value));
    }

    private int Compare(IOperation operation, string comparison, int left, int right, ITypeSymbol leftType, ITypeSymbol rightType)
    {
        StepType type = steps.TypeOf(left);
        bool isOrder = comparison is not ("eq" or "ne");
        if (TimeMembers.IsTime(leftType) && (!TimeMembers.Compares(leftType) || !SymbolEqualityComparer.Default.Equals(leftType, rightType)))
            return Refuse(operation, "compares the clock of UTC, which a row by name does not have");
        if (type.Name != steps.TypeOf(right).Name || type.Name == "Half" || (isOrder && type.Name is "string" or "bool" && isOrder))
            return Refuse(operation, $"compares '{leftType.Name}' in a way that is no op");
        if (type.Name is "ulong" or "decimal" or "char") RefuseExport(operation, $"compares '{type.Name}', for which ONNX has no operator that is exact");
        if (type.Name == "string" && !steps.IsConstantBut(left) && !steps.IsConstantBut(right)) RefuseExport(operation, "compares texts of two columns, for which ONNX has no operator");
        return Add(comparison, new StepType("bool", false), left, right);
    }

    private int Present(int step) => Add("present", new StepType("bool", false), step);

    private int Not(int step) => Add("not", new StepType("bool", false), step);

    private StepType Lifted(string name, int left, int right) => new(name, steps.TypeOf(left).IsNullable || steps.TypeOf(right).IsNullable);

    private static string? Comparison(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Equals => "eq",
        BinaryOperatorKind.NotEquals => "ne",
        BinaryOperatorKind.LessThan => "lt",
        BinaryOperatorKind.LessThanOrEqual => "le",
        BinaryOperatorKind.GreaterThan => "gt",
        BinaryOperatorKind.GreaterThanOrEqual => "ge",
        _ => null,
    };

    private static string? Arithmetic(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => "add",
        BinaryOperatorKind.Subtract => "sub",
        BinaryOperatorKind.Multiply => "mul",
        BinaryOperatorKind.Divide => "div",
        BinaryOperatorKind.Remainder => "rem",
        _ => null,
    };
}
