using MlDsl.Columns;
using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>What there is to ask a fitted classifier of rows, whatever its types.</summary>
/// <typeparam name="TRow">The data set's row.</typeparam>
/// <typeparam name="TLabel">The label's type.</typeparam>
internal abstract class ClassifierView<TRow, TLabel>
{
    /// <summary>The names of the classes.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>The classes, in the order of the probabilities.</summary>
    public abstract IReadOnlyList<TLabel> Classes { get; }

    /// <summary>The number of features.</summary>
    public abstract int Width { get; }

    /// <summary>The probability of each class.</summary>
    public abstract void Probabilities(TRow row, Span<float> probabilities);

    /// <summary>The class that the model decides for, by its threshold where it has one.</summary>
    public abstract int Decide(TRow row);

    /// <summary>The features that are not 0.</summary>
    public abstract void Features(TRow row, ref SparseSink sink);
}

/// <summary>The views.</summary>
internal static class ClassifierView
{
    public static ClassifierView<TRow, bool> Of<TModel, TRow, TInput>(BinaryModel<TModel, TRow, TInput> model)
        where TModel : BinaryModel<TModel, TRow, TInput>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, bool>
        where TInput : struct => new BinaryView<TModel, TRow, TInput>(model);

    public static ClassifierView<TRow, TLabel> Of<TModel, TRow, TLabel, TInput>(MulticlassModel<TModel, TRow, TLabel, TInput> model)
        where TModel : MulticlassModel<TModel, TRow, TLabel, TInput>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
        where TLabel : notnull
        where TInput : struct => new MulticlassView<TModel, TRow, TLabel, TInput>(model);

    private sealed class BinaryView<TModel, TRow, TInput>(BinaryModel<TModel, TRow, TInput> model) : ClassifierView<TRow, bool>
        where TModel : BinaryModel<TModel, TRow, TInput>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, bool>
        where TInput : struct
    {
        public override IReadOnlyList<string> Names { get; } = model.Outcome.Classes.Count == 2 ? model.Outcome.Classes : ["false", "true"];

        public override IReadOnlyList<bool> Classes { get; } = [false, true];

        public override int Width => model.Plan.Width;

        public override void Probabilities(TRow row, Span<float> probabilities)
        {
            TInput input = TRow.InputOf(row);
            float positive = model.Predict(in input).Probability.Value;
            (probabilities[0], probabilities[1]) = (1 - positive, positive);
        }

        public override int Decide(TRow row)
        {
            TInput input = TRow.InputOf(row);
            return model.Predict(in input).Label ? 1 : 0;
        }

        public override void Features(TRow row, ref SparseSink sink)
        {
            TInput input = TRow.InputOf(row);
            model.Features.Write(in input, ref sink);
        }
    }

    private sealed class MulticlassView<TModel, TRow, TLabel, TInput>(MulticlassModel<TModel, TRow, TLabel, TInput> model) : ClassifierView<TRow, TLabel>
        where TModel : MulticlassModel<TModel, TRow, TLabel, TInput>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
        where TLabel : notnull
        where TInput : struct
    {
        public override IReadOnlyList<string> Names { get; } = model.Outcome.Classes;

        public override IReadOnlyList<TLabel> Classes { get; } = model.Classes.ToArray();

        public override int Width => model.Plan.Width;

        public override void Probabilities(TRow row, Span<float> probabilities)
        {
            TInput input = TRow.InputOf(row);
            model.Predict(in input, probabilities);
        }

        public override int Decide(TRow row)
        {
            TInput input = TRow.InputOf(row);
            TLabel label = model.Predict(in input).Label;
            int place = 0;
            while (!EqualityComparer<TLabel>.Default.Equals(Classes[place], label)) place++;
            return place;
        }

        public override void Features(TRow row, ref SparseSink sink)
        {
            TInput input = TRow.InputOf(row);
            model.Features.Write(in input, ref sink);
        }
    }
}
