"""Times PyTorch. The forms are explained in torch_model.py."""

from benchmarks.peers import timing

FORMS = ("grouped", "reversed", "packed", "padded")


def main():
    chosen = timing.options(__doc__, FORMS)
    import torch
    import torch.nn.functional as F

    from benchmarks import model as shape
    from benchmarks.peers.torch_model import QuickDraw

    torch.set_num_threads(chosen.threads)
    torch.manual_seed(timing.SEED)
    batches = timing.read(chosen.batches)
    data = [
        (torch.from_numpy(ink.copy()), *(torch.from_numpy(a.astype(int)) for a in others))
        for ink, *others in batches
    ]
    net = QuickDraw(chosen.form, group=8).load(timing.weights())
    net.train(chosen.mode == "train")
    parameters = net.trained()
    optimizer = torch.optim.Adam(
        parameters, lr=shape.LEARNING_RATE, eps=shape.EPSILON, fused=True
    )

    def train(i):
        ink, lengths, labels = data[i]
        optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(net(ink, lengths), labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, shape.CLIP_NORM)
        optimizer.step()
        return loss.item()

    def infer(i):
        ink, lengths, _ = data[i]
        with torch.inference_mode():
            return net(ink, lengths).numpy()

    program = f"PyTorch {torch.__version__}, {chosen.form}"
    timing.run(chosen, batches, program, train, infer)


if __name__ == "__main__":
    main()
