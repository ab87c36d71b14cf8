using MlDsl.Kernels;

namespace MlDsl.Onnx;

public abstract partial class CompiledCall
{
    /// <summary>Copies the pairs of a map.</summary>
    /// <param name="index">The input's position in the file.</param>
    /// <param name="map">The pairs; its types are those of the input's keys and values.</param>
    /// <param name="member">What the caller calls the map, for messages.</param>
    /// <exception cref="ArgumentException">The map or a text in it is null, or the input takes no such map.</exception>
    public void SetMap<TKey, TValue>(int index, Dictionary<TKey, TValue>? map, string member)
        where TKey : notnull
    {
        CompiledInput input = model.Inputs[index];
        if (!isRented) ThrowInput(input);
        MapInput.Check(input.Info, map, ModelName, member);
        var tensor = (Tensor<KeyValuePair<TKey, TValue>>)inputs[index];
        tensor.Resize(map.Count);
        Span<KeyValuePair<TKey, TValue>> pairs = tensor.Values;
        int at = 0;
        isWritten[index] = false;
        foreach (KeyValuePair<TKey, TValue> pair in map)
        {
            if (at == pairs.Length) MapInput.ThrowChanged(member);
            if (pair.Value is null) MapInput.ThrowNoText(pair.Key, member);
            pairs[at++] = pair;
        }
        if (at != pairs.Length) MapInput.ThrowChanged(member);
        isWritten[index] = true;
    }
}
