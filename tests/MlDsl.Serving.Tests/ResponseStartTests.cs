using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Serving.Tests.Rows;

namespace MlDsl.Serving.Tests;

/// <summary>What others do before the head of a response goes out: an answer waits for it, whatever it takes, and is the same.</summary>
public sealed class ResponseStartTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(4)]
    public async Task AnAnswerWaitsForWhatIsDoneBeforeItsHead(int? rowsTogether)
    {
        await using Service service = await StartAsync(rowsTogether, static async () => await Task.Delay(20));
        await using Service plain = await StartAsync(null, null);
        string expected = (await plain.AskAsync("/fare", Made.Json)).Body;
        for (int i = 0; i < 3; i++)
        {
            using HttpResponseMessage answer = await service.PostAsync("/fare", Made.Json);
            Assert.Equal(200, (int)answer.StatusCode);
            Assert.Equal("done", answer.Headers.GetValues("Before").Single());
            Assert.Equal(expected.Length, answer.Content.Headers.ContentLength);
            Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    public async Task WhatFailsBeforeTheHeadIsTheServersFailureAndNotTheModels(int? rowsTogether, bool isLater)
    {
        await using Service service = await StartAsync(rowsTogether, async () =>
        {
            if (isLater) await Task.Yield();
            throw new InvalidOperationException("before the head");
        });
        Assert.Equal(500, (await service.AskAsync("/fare", Made.Json)).Status);
        Assert.DoesNotContain(service.Log, static line => line.Contains("failed at a request", StringComparison.Ordinal));
        Assert.Contains(service.Log, static line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    private static Task<Service> StartAsync(int? rowsTogether, Func<Task>? before) => Service.StartAsync(
        (builder, service) => builder.Services.AddModel<RideModel>(o =>
        {
            o.File = service["ride.mldsl"];
            if (rowsTogether is { } most) o.Batching = new() { MaxRows = most };
        }),
        app =>
        {
            if (before is not null)
            {
                app.Use((context, next) =>
                {
                    context.Response.OnStarting(async () =>
                    {
                        await before();
                        context.Response.Headers["Before"] = "done";
                    });
                    return next(context);
                });
            }
            app.MapModel<RideModel>("/fare");
        },
        static service => service.Put("ride.mldsl", Made.Bytes(Made.Ride.Save)));
}
