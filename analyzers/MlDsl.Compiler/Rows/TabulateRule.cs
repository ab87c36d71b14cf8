using MlDsl.Kernels;
using MlDsl.Kernels.Operators;

namespace MlDsl.Compiler.Rows;

/// <summary>
/// What depends on one position only is calculated here and now, for each, by the operator that would calculate it later. Operators whose
/// last bits depend on the processor are left to the processor that they run on.
/// </summary>
internal static class TabulateRule
{
    private static readonly HashSet<Type> Exact =
    [
        typeof(Cast<,>), typeof(LabelEncoder<,>), typeof(LabelPosition), typeof(LabelName), typeof(CategoryNumber), typeof(CategoryName), typeof(CategoryCodes<,>), typeof(OneHotNumber<>), typeof(OneHotText),
        typeof(Scaler<>), typeof(ImputerOfSingles), typeof(ImputerOfWholes), typeof(Binarizer), typeof(FeatureVectorizer), typeof(Add<>), typeof(Sub<>), typeof(Mul<>), typeof(Div<>), typeof(Neg<>), typeof(Abs<>),
        typeof(Not), typeof(And), typeof(Or), typeof(Xor), typeof(Equal<>), typeof(Greater<>), typeof(Less<>), typeof(GreaterOrEqual<>), typeof(LessOrEqual<>), typeof(IsNaN<>), typeof(Where<>), typeof(Clip<>),
        typeof(ClipByAttributes<>), typeof(Sum<>), typeof(Max<>), typeof(Min<>), typeof(ReduceSumAlong<>), typeof(Sqrt<>), typeof(Floor<>), typeof(Ceil<>),
    ];

    public static RowCell[][]? Apply(RowStep step)
    {
        if (!Exact.Contains(step.Class.IsGenericType ? step.Class.GetGenericTypeDefinition() : step.Class)) return null;
        PositionNode? position = step.Inputs.OfType<RowValue>().SelectMany(static value => value.Cells).OfType<ColumnCell>().FirstOrDefault()?.Position;
        if (position is null) return null;
        var inputs = new Tensor?[step.Inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = step.Inputs[i] is { } value ? CellTables.Tensor(value, position) : step.Step.Inputs[i]?.Constant;
            if (step.Inputs[i] is not null && inputs[i] is null) return null;
        }
        return CellTables.Run(step.Step.Operator, inputs, position, step.Step.Outputs.Count);
    }
}
