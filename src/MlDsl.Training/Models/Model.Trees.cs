using MlDsl.Kernels;

namespace MlDsl.Training;

public abstract partial class Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>
{
    /// <summary>The same model with its trees packed in another way, in memory and whenever its file is read.</summary>
    /// <param name="packing">
    /// How: <see cref="TreePacking.Compact"/> predicts the same in a part of the memory; with leaves of 16 or 8 bits
    /// <see cref="TreePredictor.ErrorBound"/> of <see cref="Predictor"/> says how far a score may move, and so does the file's manifest.
    /// </param>
    /// <returns>
    /// The model. Where leaves are rounded it has no evaluations, as those measured other predictions; its explanations, its export to ONNX and
    /// models that continue it are of the leaves as they are. Thresholds, calibration and intervals stay those that were chosen by the leaves as they
    /// are: where the bound is not small beside them, choose them again by validation rows.
    /// </returns>
    /// <exception cref="InvalidOperationException">The model has no trees.</exception>
    /// <exception cref="TreeEnsembleException">Its trees cannot be packed so; the message says why.</exception>
    public TModel WithTrees(TreePacking packing)
    {
        if (state.Predictor is not TreePredictor trees)
            throw new InvalidOperationException($"The model's predictor is {state.Predictor.Kind} and has no trees to pack; {nameof(WithTrees)} is for models of boosted trees and forests");
        TreePredictor packed = trees.PackedAs(packing);
        return TModel.Create(state.With(packed.ErrorBound > 0 ? [] : Evaluations).With(packed));
    }
}
