using System.Buffers;

namespace MlDsl.Serving;

/// <summary>Sees requests and their answers once these are made and before they are sent. What it is shown is gone when it returns.</summary>
internal interface IAnswerWitness
{
    /// <param name="generation">What answered.</param>
    /// <param name="body">The rows, as they were sent.</param>
    /// <param name="answer">The outputs, as they will be.</param>
    /// <param name="took">How long the rows took to be read and computed.</param>
    void Answered(ModelGeneration generation, in ReadOnlySequence<byte> body, ReadOnlySpan<byte> answer, TimeSpan took);
}
