namespace MlDsl.Training;

public abstract partial class RecommendationModel<TModel, TRow, TUser, TItem>
{
    /// <summary>Writes the model as an ONNX file, whole or not at all.</summary>
    /// <inheritdoc cref="ExportOnnx(int, int)"/>
    /// <param name="path">The file.</param>
    /// <param name="count">How many items of a user the graph gives, from 1 to <see cref="Items"/>.</param>
    /// <param name="exclude">How many items of a user the graph can be told to leave out; 0 for none.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void ExportOnnx(string path, int count, int exclude = 0) => ModelBytes.Write(path, ExportOnnx(count, exclude));

    /// <summary>The model as an ONNX file, of the operators of opset 17 and ai.onnx.ml 3.</summary>
    /// <remarks>
    /// Inputs are <c>user</c>, [N, 1], and <c>exclude</c>, [N, <paramref name="exclude"/>], where it is above 0: ids as int64, or as texts where they are texts or <see cref="Guid"/>s; an id that the model does
    /// not know excludes nothing. Outputs are <c>items</c> and <c>scores</c>, [N, <paramref name="count"/>], the best first; of equal scores the item comes first whose id does. A user that the model does not
    /// know gets what is popular, with the number of users who took it as the score. The graph does not know what users took: where that is not to be recommended, exclude it. A score of −∞ is that of an
    /// item that was left out, where there are no others.
    /// </remarks>
    /// <param name="count">How many items of a user the graph gives, from 1 to <see cref="Items"/>.</param>
    /// <param name="exclude">How many items of a user the graph can be told to leave out; 0 for none.</param>
    /// <exception cref="OnnxExportException">The trainer's models have no graph, or an id is none that ONNX has; the message names the way out.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public byte[] ExportOnnx(int count, int exclude = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Items);
        ArgumentOutOfRangeException.ThrowIfNegative(exclude);
        return new RecommendationGraph(state.Predictor, count, exclude).Write(
            TRow.Schema, ExportProvenance.Of(Parts, new Dictionary<string, string>()), (IsText<TUser>(), IsText<TItem>()));
    }

    private static bool IsText<T>() => typeof(T) == typeof(string) || typeof(T) == typeof(Guid);
}
